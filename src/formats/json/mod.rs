//! JSON (RFC 8259): a [`Value`], its parser and its writer.
//!
//! ```text
//! value = null | true | false | number | "text" | [value, …] | {"name": value, …}
//! ```
//!
//! A value is made with `into()`, and written by `Display` on one line:
//!
//! ```
//! use purrceptron::formats::json::Value;
//!
//! let value = Value::object([
//!     ("name", "deep".into()),
//!     ("layers_dims", [12288, 20, 7, 5, 1].into()),
//!     ("costs", vec![(0, 0.7717493284237686), (100, 0.6720534400822913)].into()),
//!     ("seed", None::<u32>.into()),
//! ]);
//! let text = r#"{"name": "deep", "layers_dims": [12288, 20, 7, 5, 1], "costs": [[0, 0.7717493284237686], [100, 0.6720534400822913]], "seed": null}"#;
//! assert_eq!(value.to_string(), text);
//! assert_eq!(Value::parse(text), Ok(value.clone()));
//! assert_eq!(value["costs"][1][0].as_usize(), Some(100));
//! ```

mod parse;
mod value;

pub use value::{Value, string};
