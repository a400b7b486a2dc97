//! What a user can choose by name, such as an engine: all names of one kind are listed once.

/// A kind of thing of which there are a few, each with a name.
pub trait Choice: Copy + 'static {
    /// All of them, in the order in which messages list them.
    const ALL: &'static [Self];

    /// The name that the command line, JSON and saved models use.
    fn name(self) -> &'static str;

    /// The one with this name, if there is one.
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.name() == name)
    }
}
