//! The program: command line, configuration and demonstration data.
