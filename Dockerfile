# Two stages: what is needed to install stays behind.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/onrecord
COPY requirements.lock ./
RUN /opt/onrecord/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY bot bot
COPY handlers handlers
COPY briefings briefings
COPY store store
RUN /opt/onrecord/bin/pip install --no-cache-dir --disable-pip-version-check --no-build-isolation --no-deps .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data onrecord
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH ONRECORD_DATA_DIR=/data PYTHONUNBUFFERED=1
USER onrecord
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9464/readyz', timeout=4)"]
ENTRYPOINT ["onrecord"]
CMD ["run"]
