//! How batches ended whose rows are still shown although they left the page: a reply of such a batch says so.

use leptos::prelude::*;
use model::task::BatchTask;

use crate::pages::page::Page;

/// So many ends are remembered: of the batch that is open, and of those that are watched.
const MOST: usize = 20;

/// Lets the rows follow the ends that the callback is called with, whichever comes first: the end, or the list without the batch.
pub(super) fn follow_ends(page: Page) -> Callback<(String, BatchTask)> {
    let ends = RwSignal::new(Vec::<(String, BatchTask)>::new());
    Effect::new(move |_| {
        let learned = page.rows.with(|rows| {
            let endpoint = page.key.with_untracked(|key| key.endpoint.id.clone());
            ends.with(|ends| {
                let mut of_list = ends.iter().filter(|(known, _)| *known == endpoint);
                of_list.find_map(|(_, task)| rows.learning(task))
            })
        });
        if let Some(learned) = learned {
            page.rows.set(learned);
        }
    });
    Callback::new(move |end: (String, BatchTask)| {
        let is_known = ends.with_untracked(|ends| ends.contains(&end));
        if end.1.status.is_finished() && !is_known {
            ends.update(|ends| {
                ends.truncate(MOST - 1);
                ends.insert(0, end);
            });
        }
    })
}
