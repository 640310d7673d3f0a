//! End-to-end tests that do not run in every browser. `cargo xtask test` skips them and prints the reasons; a test of
//! `crates/e2e` checks the names.

/// Tests that do not run in these browsers, and why.
pub(crate) struct LeftOut {
    pub(crate) browsers: &'static [&'static str],
    pub(crate) reason: &'static str,
    pub(crate) tests: &'static [&'static str],
}

const FIREFOX: &[&str] = &["firefox"];
const WEBKIT: &[&str] = &["webkit"];
const BOTH: &[&str] = &["firefox", "webkit"];

/// A name that ends with `::` is that of a module, with all its tests. No test is left out twice.
pub(crate) const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        browsers: BOTH,
        reason: "Chromium's own protocol measures memory, counts frames, leaps in time, names fonts, prints or emulates a phone.",
        tests: &[
            "accessibility::axe_finds_nothing_in_one_half_of_the_states",
            "accessibility::axe_finds_nothing_in_the_other_half",
            "fonts::the_page_is_rendered_in_the_fonts_of_the_tests",
            "reference_pictures::the_page_looks_as_in_its_reference_pictures",
            "soak::an_hour_at_five_seconds_is_720_requests",
            "soak::five_hundred_refreshes_leave_nothing_behind",
            "by_hand::paper_says_of_when_and_by_which_filters_and_has_the_panel",
            "first_sentence::while_a_file_does_not_come_the_page_says_that_it_is_loading",
            "values::the_longest_of_each_column_is_read_in_full_at_any_width",
        ],
    },
    LeftOut {
        browsers: BOTH,
        reason: "What the page makes of an answer is decided by the same program in every browser; time is spent on what differs.",
        tests: &[
            "batch_live::",
            "batch_many_subtasks::",
            "batch_states::",
            "change_of_language::",
            "error_codes::",
            "failures::",
            "forecast::",
            "garbage::",
            "history::",
            "hostile::",
            "kept_before::",
            "last_view::",
            "not_the_api::",
            "odd_lists::",
            "odd_rows::",
            "out_of_order::",
            "paging::",
            "refresh_cost::",
            "setting_up::",
            "stale::",
            "status_counts::",
            "take_files::",
            "token::",
            "watch::",
            "arrival::a_demo_says_so",
            "honest_words::a_rate_limit_is_counted_down_and_passes",
            "preferences::what_cannot_be_read_is_not_chosen",
            "refreshing::bars_and_age_move_by_themselves",
            "refreshing::the_button_asks_once",
            "release::an_offer_that_was_closed_comes_again_for_another_release_only",
            "signing_in::rows_outlast_the_session",
        ],
    },
    LeftOut {
        browsers: &["chromium", "webkit"],
        reason: "Only Firefox can be started without anchors.",
        tests: &["every_browser::menus_open_under_their_buttons_without_anchors_too"],
    },
    LeftOut {
        browsers: BOTH,
        reason: "Its driver does not come back from a step to a page that is kept whole, or keeps none.",
        tests: &["returning::a_page_out_of_the_back_forward_cache_asks_once"],
    },
    LeftOut {
        browsers: FIREFOX,
        reason: "Firefox scrolls by parts of a pixel, so that rounded places differ by one.",
        tests: &["nothing_jumps::opening_row_25_of_30_leaves_the_rows_and_the_bar_above_them"],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "No window is narrower than 450 px, and the driver has no other way to a narrow page.",
        tests: &[
            "arrival::nothing_at_all_shifts_until_everything_is_there",
            "batch_copies::escape_closes_the_menu_before_the_panel",
            "by_hand::a_long_sentence_for_screen_readers_makes_no_page_wider",
            "batch_leaving::every_way_out_leads_back_to_the_row",
            "batch_panel::beside_the_panel_the_list_can_be_used_and_below_it_not",
            "batch_panel::the_row_that_was_opened_stays_where_it_is",
            "batch_reasons::what_can_be_copied_of_the_failures_is_in_one_row_at_any_width",
            "nothing_jumps::a_banner_and_the_pill_for_new_tasks_push_nothing",
            "phone::filters_and_all_else_are_in_a_sheet",
            "phone::nothing_scrolls_sideways_however_narrow_the_page_is",
            "phone::the_search_is_a_line_of_the_page_and_keeps_what_is_typed",
            "timeline_moved::a_hundred_rows_fit_any_window_and_nothing_shifts",
        ],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "The driver cannot go offline, forget what the browser keeps, or ask for another language or less motion.",
        tests: &[
            "arrival::controls_take_the_skeletons_place_in_one_frame_and_leave_the_focus",
            "arrival::the_rows_of_common_links_are_asked_for_while_the_program_is_on_its_way",
            "calm::cells_that_changed_are_marked_unless_motion_is_unwanted",
            "connection::rows_outlast_a_lost_connection_and_are_refreshed_when_it_is_back",
            "integrity::a_first_script_of_other_bytes_is_refused_and_the_page_says_what_to_do",
            "integrity::a_program_or_style_of_other_bytes_is_refused_with_an_explanation",
            "integrity::a_second_part_of_other_bytes_is_refused_and_fetched_again",
            "integrity::words_of_other_bytes_are_refused_and_the_page_is_english",
            "languages::a_chinese_browser_never_shows_english",
            "languages::a_program_that_is_gone_or_cut_off_is_explained_in_chinese",
            "languages::rows_of_every_kind_are_told_in_chinese",
            "languages::the_language_chosen_here_comes_before_the_browsers",
            "languages::what_stands_in_the_place_of_rows_is_told_in_chinese",
            "languages::without_its_words_the_page_is_english_and_works",
            "on_demand::a_second_part_that_is_gone_or_cut_off_leaves_the_rows_and_is_fetched_again",
            "starting::a_program_that_is_gone_or_cut_off_is_explained",
        ],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "Its driver goes back over a step that a script made.",
        tests: &["search_field::whoever_goes_on_at_once_leaves_the_whole_search_behind"],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "MiniBrowser has no tabs for the driver: a page is never hidden by another one.",
        tests: &["returning::a_hidden_page_asks_nothing_and_makes_up_for_nothing"],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "WebKit ends `innerText` of some elements, and what is selected, with a line break.",
        tests: &[
            "filters::a_list_without_matches_names_its_filters_and_takes_each_away",
            "honest_words::completed_is_not_said_of_what_was_not",
            "in_hand::twenty_refreshes_leave_what_somebody_has_in_hand",
        ],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "The test reads once what WebKit, which compiles lazy chunks later, shows a moment after the rest.",
        tests: &[
            "signing_in::a_session_that_is_over_leads_to_the_sign_in_page",
            "type_field::a_type_is_chosen_by_its_name",
        ],
    },
    LeftOut {
        browsers: WEBKIT,
        reason: "The driver does not type into fields for dates, nor some keys alone.",
        tests: &[
            "created::a_range_is_typed_in_the_zone_of_the_page_and_sent_in_utc",
            "created::a_range_the_wrong_way_round_cannot_be_applied",
            "type_field::another_type_is_typed_and_offered_from_then_on",
        ],
    },
];
