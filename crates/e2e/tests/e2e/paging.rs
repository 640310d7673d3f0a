//! Pages: one by one, by number, beyond the end, and in other sizes.

use std::collections::BTreeSet;

use crate::stage::Stage;

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_next_link_leads_through_every_batch_to_the_last_page() {
    Stage::new().play(async |visit| {
        let view = visit.open("").await;
        let (mut seen, mut first) = (BTreeSet::from_iter(view.batch_ids()), Vec::new());
        for (page, range) in [
            ("2", "31–60 of 128"),
            ("3", "61–90 of 128"),
            ("4", "91–120 of 128"),
            ("5", "121–128 of 128"),
        ] {
            visit.press("a[rel=next]").await;
            let query = format!("PageNumber={page}&PageSize=30");
            let view = visit.arrives(&format!("?page={page}"), &query).await;
            assert_eq!((&*view.range, &*view.page), (range, page));
            first.push(view.rows[0].name.clone());
            seen.extend(view.batch_ids());
        }
        assert_eq!(
            first,
            [
                "install schema-diff 0.3.7 · fleet B",
                "install github 1.0.0 · all regions",
                "install oss-backup 0.9.4 · fleet A",
                "uninstall legacy-mailer · cn-hangzhou",
            ]
        );
        assert_eq!(seen.len(), 128);
        visit.expect("document.querySelector('a[rel=next]')", None::<()>).await;
        visit.expect("document.querySelector('a[rel=prev]').getAttribute('href')", "?page=4").await;
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_is_reached_by_its_link_its_number_and_from_its_neighbour() {
    Stage::new().play(async |visit| {
        visit.open("?size=10").await;
        visit
            .expect("document.querySelector('a[rel=next]').getAttribute('href')", "?page=2&size=10")
            .await;
        visit.press_text("3").await;
        let view = visit.arrives("?page=3&size=10", "PageNumber=3&PageSize=10").await;
        assert_eq!(view.range, "21–30 of 128");
        visit.press(".page.gap").await;
        visit.enter("Go to page", "9").await;
        let view = visit.arrives("?page=9&size=10", "PageNumber=9&PageSize=10").await;
        assert_eq!((view.range.as_str(), view.page.as_str()), ("81–90 of 128", "9"));
        visit.press("a[rel=prev]").await;
        visit.arrives("?page=8&size=10", "PageNumber=8&PageSize=10").await;
        visit.press(".page.gap").await;
        visit.enter("Go to page", "999999999999").await;
        let view = visit.arrives("?page=13&size=10", "PageNumber=13&PageSize=10").await;
        assert_eq!((view.range.as_str(), view.rows.len()), ("121–128 of 128", 8));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_size_is_chosen_and_any_other_comes_by_link() {
    Stage::new().play(async |visit| {
        visit.open("?page=3").await;
        for (size, search, range) in [
            ("10", "?size=10", "1–10 of 128"),
            ("50", "?size=50", "1–50 of 128"),
            ("100", "?size=100", "1–100 of 128"),
            ("30", "", "1–30 of 128"),
        ] {
            visit.choose_size(size).await;
            let view = visit.arrives(search, &format!("PageNumber=1&PageSize={size}")).await;
            assert_eq!(view.range, range);
            visit.expect_size(size).await;
        }
        let view = visit.open("?page=19&size=7").await;
        visit.upstream.expect("PageNumber=19&PageSize=7").await;
        assert_eq!(view.range, "127–128 of 128");
        visit.expect_size("7").await;
        assert_eq!((view.rows.len(), view.page.as_str()), (2, "19"));
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn a_page_beyond_the_end_leads_to_the_last_one_once() {
    Stage::new().play(async |visit| {
        for (search, asked_first) in [
            ("?page=6", "PageNumber=6&PageSize=30"),
            ("?page=1000000000000", "PageNumber=1000000&PageSize=30"),
        ] {
            let before = visit.upstream.queries().len();
            visit.open(search).await;
            let view = visit.arrives("?page=5", "PageNumber=5&PageSize=30").await;
            assert_eq!(view.range, "121–128 of 128");
            let mut asked = visit.upstream.queries().split_off(before);
            // An automatic refresh asks for the same again.
            asked.dedup();
            assert_eq!(asked, [asked_first, "PageNumber=5&PageSize=30"]);
        }
    });
}

#[test]
#[ignore = "needs a browser and the built site: cargo xtask test"]
fn the_controls_follow_a_step_back_that_comes_before_the_reply() {
    Stage::new().play(async |visit| {
        visit.open("?size=10").await;
        visit.press(".page.gap").await;
        visit.enter("Go to page", "5").await;
        visit.arrives("?page=5&size=10", "PageNumber=5&PageSize=10").await;
        visit.expect("document.querySelector('.go-to').checkVisibility()", false).await;

        visit.upstream.answer_with("kind=latency&ms=3000&times=1");
        visit.choose_size("50").await;
        visit.expect("location.search", "?size=50").await;
        visit.back().await;
        visit.expect("location.search", "?page=5&size=10").await;
        visit.expect_size("10").await;
    });
}
