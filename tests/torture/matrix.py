"""Every fault that must do no harm, with the tests that inject it.

Those of `tests/torture` do so to real processes; the others lie with the room that meets the fault.
"""

from __future__ import annotations

from collections.abc import Mapping

SEED = 20310504  # of every die that is thrown

_T = "tests/torture"
_BROADCAST = f"{_T}/test_broadcast.py::test_killed_senders_lose_nothing_and_send_nothing_twice"
_ANSWERS = f"{_T}/test_verdicts.py::test_every_answer_of_telegrams_ends_in_its_state_and_answers_are_fast"
_MENDED = f"{_T}/test_faults.py::test_what_only_a_person_can_mend_ends_the_process_and_loses_nothing"
_AWAY = f"{_T}/test_faults.py::test_telegram_away_for_a_while"
_CLOCK = f"{_T}/test_faults.py::test_a_clock_that_jumps_an_hour_doubles_and_loses_nothing"
_POISON = f"{_T}/test_poison.py"
_FETCH, _INTAKE = "tests/briefings/reading/test_fetch.py", "tests/briefings/reading/test_intake.py"
_CLEAN, _PACKED = "tests/briefings/reading/test_clean.py", "tests/briefings/reading/test_packed.py"
_DUE, _ISOLATION = "tests/briefings/digests/test_due.py", "tests/briefings/test_isolation.py"
_DATABASE, _DELIVERY = "tests/store/test_database.py", "tests/briefings/test_delivery.py"
_LOADING, _UPDATES = "tests/handlers/test_loading.py", "tests/bot/test_updates.py"
_BUTTONS, _SENDER = "tests/handlers/test_buttons.py", "tests/handlers/test_sender.py"

MATRIX: Mapping[str, tuple[str, ...]] = {
    "kill -9 before, during and after a send": (_BROADCAST,),
    "kill -9 after getUpdates": (
        f"{_T}/test_updates_and_loads.py::test_updates_survive_kills_and_are_answered_once",
    ),
    "kill -9 in a load": (f"{_T}/test_updates_and_loads.py::test_loads_survive_kills_whole",),
    "SIGTERM in a broadcast": (
        f"{_T}/test_faults.py::test_asked_to_stop_in_a_broadcast_it_ends_in_ten_seconds_without_doubt",
    ),
    "429 in one chat, without parameters; 403; 400; migration; 500; 502; broken JSON; dropped": (_ANSWERS,),
    "429 storm": (_BROADCAST,),
    "401; 409": (_MENDED,),
    "accept, then hang": (f"{_T}/test_faults.py::test_answers_that_hang_hold_nobody_else_up", _ANSWERS),
    "refused, then back": (_AWAY,),
    "DNS down, pool exhausted": (f"{_SENDER}::test_only_what_never_left_is_tried_again",),
    "database locked over 5 s": (
        f"{_T}/test_faults.py::test_a_database_locked_for_longer_than_anybody_waits",
    ),
    "disk full": (f"{_T}/test_faults.py::test_a_full_disk_confirms_nothing_that_is_not_kept",),
    "PostgreSQL restarted": (f"{_T}/test_faults.py::test_postgres_restarted_under_load",),
    "corrupt database": (f"{_DATABASE}::TestUnusable::test_a_file_that_is_no_database",),
    "schema newer than the code": (
        f"{_DATABASE}::TestMigrate::test_a_schema_from_a_newer_version_is_refused",
    ),
    "migration killed": (
        f"{_T}/test_clocks.py::test_a_migration_that_is_killed_leaves_one_schema_or_the_other",
    ),
    "clock +1 h, -1 h": (_CLOCK,),
    "daylight saving: gap, overlap, gap over midnight, a missing day": (
        f"{_DUE}::test_next_due",
        f"{_DUE}::test_the_day_stays_the_planned_one_when_the_gap_carries_the_moment_over_midnight",
        f"{_DUE}::test_a_day_without_a_date_is_skipped_and_the_next_keeps_its_own",
        f"{_DUE}::test_fires_exactly_once_a_local_day",
    ),
    "zone changed the same day": (f"{_DELIVERY}::test_a_second_digest_on_one_local_day_is_not_sent",),
    "12 h downtime": (f"{_DELIVERY}::test_a_digest_hours_late_is_folded_into_the_next_one",),
    "two clocks, killed": (f"{_T}/test_clocks.py::test_two_clocks_that_are_killed_order_each_digest_once",),
    "duplicate and out-of-order updates": (
        f"{_UPDATES}::test_an_update_handed_over_twice_is_handled_once",
        "tests/store/test_inbox.py::test_an_update_is_kept_once_and_in_order",
        f"{_T}/test_faults.py::test_two_bots_by_webhook_of_which_one_dies",
    ),
    "poison: an article, an update, a message": (
        f"{_POISON}::test_a_job_that_kills_its_worker_is_put_aside_after_three",
        f"{_POISON}::test_an_update_that_kills_the_bot_is_put_aside_and_a_message_tried_once",
        "tests/briefings/test_loading.py::test_what_brought_the_reader_down_is_not_tried_again",
    ),
    "50 MB page, drip, double gzip": (
        f"{_FETCH}::test_a_big_page_is_refused_by_its_length_or_on_the_way",
        f"{_FETCH}::test_a_slow_drip_is_cut_off_by_the_whole_time",
        f"{_FETCH}::test_stacked_and_other_encodings_are_refused",
    ),
    "10,000-line live blog": (f"{_INTAKE}::test_a_live_blog_of_very_many_entries_is_read_whole",),
    "invalid UTF-8, NUL, surrogates, RTL": (
        f"{_INTAKE}::test_any_bytes_are_read_or_refused",
        f"{_CLEAN}::test_a_few_broken_bytes_do_not_change_the_encoding",
        f"{_CLEAN}::test_accents_are_composed_and_direction_marks_go",
    ),
    "addresses inside, redirects there, rebinding": (
        f"{_FETCH}::test_no_inner_address_is_ever_dialled",
        f"{_FETCH}::test_a_redirect_opens_no_connection_to_an_inner_port_that_listens",
        f"{_FETCH}::test_a_name_that_changes_its_address_is_dialled_where_it_was_checked",
    ),
    "entity bombs, deep HTML, PDF bomb, ZIP bomb": (
        f"{_INTAKE}::test_what_is_made_to_hang_a_reader_ends_soon",
        f"{_INTAKE}::test_word_files_made_to_harm_are_refused_soon",
        f"{_ISOLATION}::test_a_pdf_that_unpacks_without_end_is_stopped_and_the_next_one_read",
        f"{_PACKED}::test_a_bomb_is_unpacked_no_further_than_a_file_may_be",
    ),
    "../../ as a file name": (f"{_PACKED}::test_names_that_lead_outside_are_only_names",),
    "/load by strangers, forwarded, edited, anonymous": (
        f"{_LOADING}::test_strangers_may_not_load",
        f"{_LOADING}::test_what_an_owner_did_not_write_by_hand_does_not_count",
        f"{_LOADING}::test_telegrams_own_accounts_are_never_owners",
    ),
    "rights revoked before the deed": (
        f"{_LOADING}::test_an_owner_who_is_one_no_more_is_refused_at_execution",
        "tests/handlers/test_review.py::test_rights_are_asked_for_again_at_the_button",
    ),
    "stale and forged buttons": (
        f"{_BUTTONS}::test_old_buttons_explain_themselves",
        f"{_BUTTONS}::test_forged_buttons_do_nothing",
        f"{_BUTTONS}::test_a_button_of_another_chat_does_nothing",
    ),
    "HTML in an article": (
        "tests/handlers/rendering/test_answers.py::test_markup_is_inert_and_both_forms_say_the_same",
        "tests/handlers/test_digest_rendering.py::test_hidden_marks_are_taken_out_of_what_articles_say",
    ),
    "a secret in a log": ("tests/bot/test_logs.py::test_no_secret_is_logged_whatever_way_it_comes",),
    "backup during a load, then restore": (
        f"{_DATABASE}::TestBackup::test_a_copy_taken_during_writes_is_whole",
        f"{_DATABASE}::TestBackup::test_a_backup_comes_back",
    ),
    "event loop blocked": (f"{_T}/test_faults.py::test_a_blocked_event_loop_is_not_told_to_be_alive",),
}
