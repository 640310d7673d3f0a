//! What the page shows, read at one moment, by roles, names and texts.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The page at one moment.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub(crate) struct View {
    /// `location.search`.
    pub(crate) search: String,
    /// `128 tasks`, or `21 tasks match` with a filter.
    pub(crate) total: String,
    pub(crate) rows: Vec<Row>,
    /// The statuses of the chips that are pressed.
    pub(crate) chips: Vec<String>,
    /// The name of the type that is chosen; empty for any.
    pub(crate) task_type: String,
    /// `Any time`, `Last 1 h`, ….
    pub(crate) created: String,
    /// `1–30 of 128`.
    pub(crate) range: String,
    /// The page that is marked as the current one.
    pub(crate) page: String,
    /// The title of the panel in the place of the table.
    pub(crate) panel: String,
    /// The sentence below it.
    pub(crate) advice: String,
    /// The evidence in that panel.
    pub(crate) evidence: BTreeMap<String, String>,
}

impl View {
    /// How many tasks match, by the words above the table.
    pub(crate) fn matching(&self) -> usize {
        let number = self.total.split(' ').next().unwrap();
        number.replace(',', "").parse().unwrap_or_else(|_| panic!("{:?}", self.total))
    }

    /// The batches shown, by their ids.
    pub(crate) fn batch_ids(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.batch_id.clone()).collect()
    }
}

/// A row of the table.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Row {
    pub(crate) name: String,
    /// The word of its badge.
    pub(crate) status: String,
    /// As shown, `Install skills`.
    pub(crate) task_type: String,
    pub(crate) batch_id: String,
}

/// Whether rows or a panel are shown and no others are on their way, and the controls are there, as a script's expression.
pub(crate) const IS_SETTLED: &str = "
    (shown => !document.querySelector('.box') && !shown('[aria-busy=true]') && shown('tbody tr, .span-row, main h2'))
    (selector => [...document.querySelectorAll(selector)].some(element => element.checkVisibility()))";

/// Whether the last part of the program has come, and with it all others, as a script's expression.
pub(crate) const HAS_ALL_PARTS: &str =
    "performance.getEntriesByType('resource').some(({ name }) => name.includes('_timeline'))";

/// Whether the features are there that act on the page as a whole: without them the tools of the header are of no use.
pub(crate) const HAS_TOOLS: &str = "document.querySelector('.watching > .button') !== null";

/// The word of the refresh control.
pub(crate) const LIVENESS: &str =
    "document.querySelector('[title=\"Automatic refresh\"]').innerText.trim()";

/// The words of the banner over the rows, without its times.
pub(crate) const BANNER: &str = "(banner => banner?.checkVisibility() ? banner.innerText.trim()\
    .replace(/\\d\\d:\\d\\d:\\d\\d/g, 'hh:mm:ss') : '')(document.querySelector('.banner p'))";

/// The body of a script that returns a [`View`]. Columns go by their heads.
pub(crate) const READ: &str = r#"
const text = (selector, scope = document) => scope.querySelector(selector)?.textContent.trim() ?? '';
const heads = [...document.querySelectorAll('thead th')].map(head => head.textContent.trim());
const column = name => heads.findIndex(head => head.startsWith(name));
const [task, status, type, id] = ['Task', 'Status', 'Type', 'Batch ID'].map(column);
const rows = [...document.querySelectorAll('tbody [data-batch-id]')].map(({ cells }) => ({
  name: cells[task].textContent.trim(),
  status: text('span', cells[status]),
  task_type: cells[type].textContent.trim(),
  batch_id: text('code', cells[id]),
}));
const created = [...document.querySelectorAll('button')].find(
  button => button.textContent.trim().startsWith('Created'));
const evidence = [...document.querySelectorAll('dt')].filter(name => name.checkVisibility()).map(
  name => [name.textContent, text('code', name.nextElementSibling)]);
return {
  search: location.search,
  total: [...document.querySelectorAll('.total > :not(.ends-by)')].map(part => part.textContent).join('').trim(),
  rows,
  chips: [...document.querySelectorAll('[data-status][aria-pressed=true]')].map(chip => chip.dataset.status),
  task_type: (list => list?.value && list.selectedOptions[0].text)(document.querySelector('select[name=type]')) ?? '',
  created: created?.textContent.replace('Created', '').trim() ?? '',
  range: text('footer p'),
  page: text('nav[aria-label=Pages] [aria-current=page]'),
  panel: text('main h2'),
  advice: text('.state-text'),
  evidence: Object.fromEntries(evidence),
};
"#;
