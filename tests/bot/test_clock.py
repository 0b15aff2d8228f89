import asyncio

from bot.clock import Clock


async def until(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), timeout=5)


async def test_ticks_at_once_and_again() -> None:
    ticks = 0
    twice = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            twice.set()

    clock = Clock(tick, every_s=0.05)
    clock.start()
    await until(twice)
    clock.stop()
    await asyncio.sleep(0)
    seen = ticks
    await asyncio.sleep(0.15)
    assert ticks == seen


async def test_one_tick_at_a_time_and_missed_ones_are_not_made_up_for() -> None:
    running = most = ticks = 0
    done = asyncio.Event()

    async def slow() -> None:
        nonlocal running, most, ticks
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.12)
        running -= 1
        ticks += 1
        if ticks == 3:
            done.set()

    clock = Clock(slow, every_s=0.03)
    clock.start()
    await until(done)
    clock.stop()
    assert most == 1


async def test_a_failing_tick_does_not_stop_the_clock() -> None:
    ticks = 0
    again = asyncio.Event()

    async def failing() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            again.set()
        raise RuntimeError("the database is away")

    clock = Clock(failing, every_s=0.03)
    clock.start()
    await until(again)
    clock.stop()
