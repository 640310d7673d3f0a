//! Lists in another order than that of creation.

use super::run::{NOW, Run};
use super::service::{Order, Service};
use crate::sync::index::{CreationRange, Scope};

#[test]
fn a_list_in_another_order_is_read_completely_and_new_batches_are_found() {
    for order in [Order::Oldest, Order::ById] {
        let mut run = Run::new(Service { order, ..Service::steady(1_450, 60, NOW) }, 500);
        run.poll();
        run.settle();
        let Scope::Newest { count: 500.., total: Some(1_450) } = run.scope() else {
            panic!("{order:?}: {:?}", run.scope())
        };
        run.index.want(CreationRange::ALL, None);
        run.settle();
        assert_eq!(run.scope(), Scope::All(1_450), "{order:?}");
        for _ in 0..5 {
            run.now += 30;
            run.service.create(run.now - 2, "RUNNING");
            run.poll();
            run.settle();
            run.check();
            assert_eq!(run.scope(), Scope::All(run.service.batches.len() as u64), "{order:?}");
        }
    }
}
