"""/settings, /privacy, /export and /forgetme."""

from __future__ import annotations

import json

from handlers import texts
from tests.handlers.people import ANN, GROUP, tell
from tests.handlers.spoken import en
from tests.store.make import NOW


async def test_settings_shows_and_changes_the_zone_of_the_chat(bot):
    [said] = await bot.write("/settings")
    assert "<b>Europe/Kyiv</b>" in said
    assert await bot.write("/settings asia/tokyo") == [en(texts.own.ZONE_SET, zone="Asia/Tokyo")]
    [said] = await bot.write("/settings")
    assert "<b>Asia/Tokyo</b>" in said
    [said] = await bot.write("/subscribe 08:00")
    assert "08:00 Asia/Tokyo" in said
    await bot.write("/settings UTC")
    [kept] = await bot.desk.subscriptions.of_chat(ANN)
    assert (kept.order.zone, kept.next_due.hour) == ("UTC", 8)


async def test_a_zone_nobody_knows_is_told_and_in_groups_administrators_choose(bot):
    [said] = await bot.write("/settings Oskel/Harbour")
    assert "Oskel/Harbour" in said
    assert await bot.write("/settings UTC", chat=GROUP) == [en(texts.rights.GROUP_ADMINS_ONLY)]
    bot.wire.statuses[ANN] = "administrator"
    assert await bot.write("/settings UTC", chat=GROUP) == [en(texts.own.ZONE_SET, zone="UTC")]


async def test_export_holds_what_is_kept_and_forgetme_deletes_it_after_a_second_yes(bot, archive):
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask")
    await bot.write("/subscribe 08:00 UTC")
    await bot.write("/wrong 1 he did not")
    with archive.begin() as tx:
        tx.inbox.receive(7, {"update_id": 7, "message": {"from": {"id": ANN}, "text": "hello"}}, NOW)
        tx.inbox.receive(8, {"update_id": 8, "message": {"from": {"id": 9}, "text": "other"}}, NOW)
        [update] = tx.inbox.lease(NOW, until=NOW, limit=1)
        tx.inbox.finish(update, NOW)
        [update] = tx.inbox.lease(NOW, until=NOW, limit=1)
        tx.inbox.finish(update, NOW)
    await bot.write("/export")
    [sent] = bot.wire.of("sendDocument")
    kept = json.loads(sent["document"])
    assert kept["flags"][0]["reason"] == "he did not"
    assert kept["subscriptions"][0]["order"]["zone"] == "UTC"
    texts_kept = [each["message"]["text"] for each in kept["messages"]]
    assert texts_kept == ["hello", "/subscribe 08:00 UTC", "/wrong 1 he did not", "/export"]
    await bot.write("/forgetme")
    await bot.tap(en(texts.buttons.CANCEL))
    assert len(await bot.desk.subscriptions.of_chat(ANN)) == 1
    await bot.write("/forgetme")
    await bot.tap(en(texts.buttons.FORGET))
    assert bot.wire.of("editMessageText")[-1]["text"] == en(texts.own.FORGOTTEN)
    left = await bot.desk.people.about(ANN)
    assert left["settings"] == {"zone": None, "language": None, "spoken": None, "length": "full"}
    assert not any(left[name] for name in ("subscriptions", "flags", "buttons", "questions", "messages"))


async def test_privacy_is_told_and_ones_own_data_only_in_private(bot):
    [said] = await bot.write("/privacy", chat=GROUP)
    assert en(texts.own.PRIVACY) in said
    assert await bot.write("/export", chat=GROUP) == [en(texts.rights.IN_PRIVATE)]
    assert await bot.write("/forgetme", chat=GROUP) == [en(texts.rights.IN_PRIVATE)]
