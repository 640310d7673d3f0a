//! The whole app: the deployment's settings in, the page bound.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::ConfigTrouble;

use crate::browser;
use crate::config::Setup;
use crate::lazy;
use crate::list::card::EmptyCard;
use crate::pages::list::bind_list;

/// Brings the page to life for a deployment.
pub fn bind_app(setup: Setup) {
    match setup {
        Setup::Configured(config) => bind_list(&config, true),
        Setup::Assumed(config) => bind_list(&config, false),
        Setup::Useless(trouble) => explain(trouble),
    }
}

/// Shows what is wrong with `config.json`, as soon as the panel for it is loaded.
fn explain(error: ConfigTrouble) {
    // Nothing will come in their place.
    browser::remove_all(".box, .filters");
    browser::mount_instead(".card-place", || view! { <EmptyCard /> });
    let Some(owner) = Owner::current() else { return };
    spawn_local(async move {
        // The promise of the script is asked again at once, and by then the browser's cache is out of the way.
        if lazy::load_explanation(error.clone(), owner.clone()).await.is_err() {
            let _ = lazy::load_explanation(error, owner).await;
        }
    });
}
