//! Lines on their way to standard error, written by a thread of their own: who reads the log too slowly delays no
//! request. Lines that find no room are dropped and counted.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tracing_subscriber::fmt::MakeWriter;

use crate::ops::metrics::METRICS;

/// The most bytes that wait, some 5,000 lines: 1 MiB.
const MOST: usize = 1024 * 1024;

/// How long the lines of a burst are gathered, so that they are written at once.
const GATHERING: Duration = Duration::from_millis(5);

/// The lines that wait.
#[derive(Clone)]
pub(super) struct Queue(Arc<Shared>);

struct Shared {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    emptied: Condvar,
}

#[derive(Default)]
struct Waiting {
    lines: Vec<u8>,
    dropped: u64,
    is_writing: bool,
    is_urgent: bool,
}

/// Takes one line.
pub(super) struct Line<'a>(&'a Queue);

impl Queue {
    /// Writes to `sink` from now on.
    ///
    /// # Errors
    /// When there can be no more threads.
    pub(super) fn start(sink: impl Write + Send + 'static) -> std::io::Result<Self> {
        let waiting = Mutex::new(Waiting::default());
        let queue =
            Self(Arc::new(Shared { waiting, filled: Condvar::new(), emptied: Condvar::new() }));
        let shared = Arc::clone(&queue.0);
        std::thread::Builder::new().name("log".to_owned()).spawn(move || shared.write_to(sink))?;
        Ok(queue)
    }

    /// Waits until all lines are written, or nobody has read them for `patience`.
    pub(super) fn flush(&self, patience: Duration) {
        let until = Instant::now() + patience;
        let mut waiting = self.0.lock();
        waiting.is_urgent = true;
        self.0.filled.notify_one();
        while waiting.is_writing || !waiting.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let woken = self.0.emptied.wait_timeout(waiting, left);
            waiting = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        waiting.is_urgent = false;
    }

    fn push(&self, line: &[u8]) {
        let mut waiting = self.0.lock();
        if waiting.lines.len() + line.len() > MOST {
            waiting.dropped += 1;
            drop(waiting);
            METRICS.log_line_dropped();
            return;
        }
        let is_first = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line);
        drop(waiting);
        if is_first {
            self.0.filled.notify_one();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until the process ends.
    fn write_to(&self, mut sink: impl Write) {
        let mut lines = Vec::new();
        loop {
            let dropped = self.take(&mut lines);
            // Whoever reads the log may go away, and there is nobody else to tell.
            let _ = sink.write_all(&lines).and_then(|()| sink.flush());
            lines.clear();
            if dropped > 0 {
                tracing::warn!(
                    dropped,
                    "lines of the log were dropped, since nobody read them in time"
                );
            }
            self.lock().is_writing = false;
            self.emptied.notify_all();
        }
    }

    /// Waits for lines and exchanges them for the empty `lines`; how many were dropped before.
    fn take(&self, lines: &mut Vec<u8>) -> u64 {
        let mut waiting = self.lock();
        while waiting.is_empty() {
            waiting = self.filled.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        if !waiting.is_urgent {
            drop(waiting);
            std::thread::sleep(GATHERING);
            waiting = self.lock();
        }
        waiting.is_writing = true;
        std::mem::swap(&mut waiting.lines, lines);
        std::mem::take(&mut waiting.dropped)
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.dropped == 0
    }
}

impl<'a> MakeWriter<'a> for Queue {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

impl Write for Line<'_> {
    /// The whole line, as the subscriber hands it over.
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.push(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use super::*;

    /// A reader that reads when it is told to.
    struct Slow {
        may_read: Receiver<()>,
        read: Arc<Mutex<Vec<u8>>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.may_read.recv();
            self.read.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn slow() -> (Queue, SyncSender<()>, Arc<Mutex<Vec<u8>>>) {
        let (sender, may_read) = sync_channel(1000);
        let read = Arc::default();
        let sink = Slow { may_read, read: Arc::clone(&read) };
        (Queue::start(sink).unwrap(), sender, read)
    }

    #[test]
    fn nobody_waits_for_a_reader_who_does_not_read() {
        let (queue, reader, read) = slow();
        let line = [&[b'a'; 1023][..], b"\n"].concat();
        queue.push(&line);
        while !queue.0.lock().is_writing {
            std::thread::yield_now();
        }
        for _ in 0..1500 {
            queue.push(&line);
        }
        let waiting = queue.0.lock();
        let (bytes, dropped) = (waiting.lines.len(), waiting.dropped);
        drop(waiting);
        assert_eq!((bytes, dropped), (1024 * 1024, 1500 - 1024));
        drop(reader);
        queue.flush(Duration::from_secs(60));
        assert_eq!(read.lock().unwrap().len(), 1025 * 1024, "what was kept is written");
        assert_eq!(queue.0.lock().dropped, 0);
    }

    #[test]
    fn the_end_waits_for_the_last_line_and_not_for_ever() {
        let (queue, reader, read) = slow();
        queue.push(b"one\n");
        queue.push(b"two\n");
        queue.flush(Duration::from_millis(20));
        assert_eq!(*read.lock().unwrap(), b"");
        reader.send(()).unwrap();
        queue.flush(Duration::from_secs(60));
        assert_eq!(*read.lock().unwrap(), b"one\ntwo\n");
    }
}
