//! What the index follows: the page, its list, other tabs, and whether anybody looks.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::Endpoint;
use model::zone::Zone;

use super::source::{Source, keep_live};
use super::{Runner, Shell};
use crate::browser;
use crate::index::news::News;
use crate::index::settings;

impl Runner {
    pub(super) fn follow_page(&self) {
        let Shell { page, .. } = *self.0;
        let runner = self.clone();
        spawn_local(async move {
            runner.0.auto.set(Some(settings::auto(page).await));
            if runner.is_off() {
                runner.forget_kept();
            }
            for (range, newest) in runner.0.early.take() {
                runner.want(range, newest);
            }
            runner.go_on();
        });
        if !self.keeps() {
            self.forget_kept();
        }
        let runner = self.clone();
        Effect::new(move |_| {
            page.key.with(|key| {
                runner.turn_to(&key.endpoint);
                runner.0.source.borrow_mut().index.keep_live(keep_live(key));
            });
        });
        let runner = self.clone();
        Effect::new(move |before: Option<Zone>| {
            // Times without a zone are others in another one.
            let zone = page.locale.with(|locale| locale.assumed_zone);
            if before.is_some_and(|before| before != zone) {
                runner.begin_anew();
            }
            zone
        });
        let runner = self.clone();
        Effect::new(move |_| {
            page.live.known.track();
            runner.list_changed();
        });
        let runner = self.clone();
        Effect::new(move |_| {
            page.now.track();
            runner.tick();
        });
    }

    pub(super) fn follow_tabs(&self) {
        let weak = Rc::downgrade(&self.0);
        let shell = weak.clone();
        browser::on_window("visibilitychange", move |_| {
            let Some(runner) = shell.upgrade().map(Self) else { return };
            if browser::is_hidden() { runner.leave() } else { runner.come_back() }
        });
        let news = News::follow(move |generation| {
            if let Some(runner) = weak.upgrade().map(Self) {
                runner.0.told.set(generation);
            }
        });
        self.0.news.replace(Some(news));
    }

    /// Another endpoint is shown: its index takes the place of this one.
    pub(super) fn turn_to(&self, endpoint: &Endpoint) {
        if self.0.source.borrow().endpoint != *endpoint {
            self.begin_at(endpoint.clone());
        }
    }

    /// The same endpoint from the beginning. What was wanted still is.
    pub(super) fn begin_anew(&self) {
        let (endpoint, wants, is_awaited) = {
            let source = self.0.source.borrow();
            (source.endpoint.clone(), source.wants.clone(), source.is_awaited)
        };
        self.begin_at(endpoint);
        let mut source = self.0.source.borrow_mut();
        source.is_awaited = is_awaited;
        wants.into_iter().for_each(|(range, newest)| source.want(range, newest));
    }

    /// An empty index, without calls on their way.
    pub(super) fn begin_at(&self, endpoint: Endpoint) {
        let (number, epoch) = {
            let source = self.0.source.borrow();
            (source.number.wrapping_add(1), source.epoch.wrapping_add(1))
        };
        let source = Source::of(self.0.page, endpoint, number, epoch);
        // Dropped here, and not while it is borrowed.
        drop(self.0.source.replace(source));
        self.show();
    }
}
