//! lib
pub mod decode;
pub mod edition;
pub mod error;
pub mod event;
