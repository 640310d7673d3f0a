//! How long a connection may be silent: little within a request's head, long between requests, without end while one is
//! answered. `hyper` has one time for head and silence together, and a gateway that sends a request on a connection
//! which is being closed has to answer for it with an error.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long a connection may take to send a request's head.
pub(super) const HEAD: Duration = Duration::from_secs(10);

/// How long it may be silent after an answer. Function Compute wants 15 minutes, and gateways keep theirs for less.
pub(super) const IDLE: Duration = Duration::from_secs(16 * 60);

/// Whose turn it is on a connection.
#[derive(Clone)]
pub(super) struct Turn(Arc<Mutex<State>>);

struct State {
    idle: Duration,
    /// Nothing of the next request has come.
    is_idle: bool,
    /// When the caller has to have spoken; none while it waits for an answer.
    until: Option<Instant>,
}

impl Turn {
    /// The first request is to come soon; after each answer there are `idle`.
    pub(super) fn new(idle: Duration) -> Self {
        let until = Some(Instant::now() + HEAD);
        Self(Arc::new(Mutex::new(State { idle, is_idle: false, until })))
    }

    /// A request has come, and the caller may wait for its answer.
    pub(super) fn is_ours(&self) {
        self.with(|state| state.until = None);
    }

    /// The answer is ready.
    pub(super) fn is_theirs(&self) {
        self.with(|state| {
            state.is_idle = true;
            state.until = Some(Instant::now() + state.idle);
        });
    }

    /// Some bytes were read, perhaps the first of a request.
    fn has_spoken(&self) {
        self.with(|state| {
            if state.is_idle && state.until.is_some() {
                state.is_idle = false;
                state.until = Some(Instant::now() + HEAD);
            }
        });
    }

    /// Some bytes of an answer were taken.
    fn has_listened(&self) {
        self.with(|state| {
            let patience = if state.is_idle { state.idle } else { HEAD };
            state.until = state.until.map(|_| Instant::now() + patience);
        });
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A stream that fails with [`io::ErrorKind::TimedOut`] where the caller lets its turn pass.
pub(super) struct Patient<S> {
    stream: S,
    turn: Turn,
    alarm: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, turn: Turn) -> Self {
        Self { stream, turn, alarm: Box::pin(sleep_until(Instant::now())) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.turn.has_spoken();
        }
        let Some(until) = self.turn.with(|state| state.until).filter(|_| read.is_pending()) else {
            return read;
        };
        if self.alarm.deadline() != until {
            self.alarm.as_mut().reset(until);
        }
        self.alarm.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        if written.is_ready() {
            self.turn.has_listened();
        }
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        if written.is_ready() {
            self.turn.has_listened();
        }
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::time::sleep;

    use super::*;

    /// For how many seconds it is read from until it fails.
    async fn patience(stream: &mut Patient<DuplexStream>) -> u64 {
        let began = Instant::now();
        loop {
            match stream.read(&mut [0; 8]).await {
                Ok(read) => assert_ne!(read, 0, "the other end closed it"),
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
                    return began.elapsed().as_secs();
                }
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_drips_is_waited_for_10_s_and_silence_after_an_answer_for_16_minutes() {
        for (is_answered, drips, seconds) in
            [(false, false, 10), (false, true, 10), (true, false, 960), (true, true, 11)]
        {
            let (mut caller, stream) = duplex(64);
            let turn = Turn::new(IDLE);
            let mut stream = Patient::new(stream, turn.clone());
            if is_answered {
                turn.is_ours();
                turn.is_theirs();
            }
            let dripping = async {
                loop {
                    sleep(Duration::from_secs(1)).await;
                    if drips {
                        caller.write_all(b"a").await.unwrap();
                    }
                }
            };
            let waited = tokio::select! {
                waited = patience(&mut stream) => waited,
                () = dripping => unreachable!("it drips for ever"),
            };
            assert_eq!(waited, seconds, "answered: {is_answered}, drips: {drips}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_may_take_its_time_and_so_may_whoever_reads_it() {
        let (mut caller, stream) = duplex(4);
        let turn = Turn::new(HEAD);
        let mut stream = Patient::new(stream, turn.clone());
        turn.is_ours();
        let silent = tokio::time::timeout(Duration::from_secs(900), stream.read_u8()).await;
        assert!(silent.is_err(), "it is the server's turn");
        turn.is_theirs();
        for _ in 0..20 {
            stream.write_all(b"four").await.unwrap();
            sleep(Duration::from_secs(6)).await;
            caller.read_exact(&mut [0; 4]).await.unwrap();
        }
        assert_eq!(patience(&mut stream).await, 4, "10 s after the last byte");
    }
}
