//! The program, run as a user runs it.

mod common {
    pub mod close;
    pub mod folder;
    pub mod photographs;
    pub mod run;
}

mod program_tests {
    mod command_line;
    mod examples;
    mod finding;
    mod mistaken;
    mod own_pictures;
    mod page;
    mod predict;
    mod refused;
    mod report;
}
