//! JSON: what is written is read again, and what is not JSON is refused.

use purrceptron::formats::json::{Value, string};

/// The greatest number of values that is read.
const MOST_VALUES: usize = 1_000_000;

#[test]
fn what_is_written_is_read_again() {
    let text = "Überchip \u{1f63a}\"\\\n\u{1b}\0/";
    assert_eq!(Value::parse(&string(text)), Ok(Value::Text(text.into())));
    let json = r#" { "a" : [ 1 , -2.5e+3 , true , false , null , {} , [] ] , "b" : "\ud83d\ude3a\/\b\f\n\r\t" } "#;
    let value = Value::parse(json).unwrap();
    let Some(Value::Array(a)) = value.get("a") else { panic!("{value:?}") };
    assert_eq!(a[0].as_usize(), Some(1));
    assert_eq!(a[1], Value::Number("-2.5e+3".into()));
    assert_eq!(a[1].as_usize(), None);
    assert_eq!(a[2..5], [Value::Bool(true), Value::Bool(false), Value::Null]);
    let text = "\u{1f63a}/\u{8}\u{c}\n\r\t";
    assert_eq!(value.get("b"), Some(&Value::Text(text.into())));
    assert_eq!(value.get("c"), None);
}

#[test]
fn what_is_no_json_is_refused() {
    let deep = "[".repeat(100_000);
    let many = format!("[{}0]", "0,".repeat(MOST_VALUES - 2));
    assert!(Value::parse(&many).is_ok());
    let too_many = many.replacen('0', "0,0", 1);
    for bad in [
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "{1:1}",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "nul",
        "tru",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"a\nb\"",
        "1 2",
        "NaN",
        "{\"a\":1,\"a\":2}",
        "\u{feff}1",
        "\"\\é\"",
        "\"\\u00é0\"",
        &deep,
        &too_many,
    ] {
        assert!(Value::parse(bad).is_err(), "{:.40}", bad);
    }
}

#[test]
fn what_json_forbids_is_escaped() {
    assert_eq!(string("Überchip 3\u{2122}"), "\"Überchip 3\u{2122}\"");
    assert_eq!(string("a\"b\\c\n\u{1b}\0\u{9f}"), r#""a\"b\\c\u000a\u001b\u0000\u009f""#);
}

#[test]
fn values_are_written_on_one_line() {
    for (value, expected) in [
        (Value::Null, "null"),
        (true.into(), "true"),
        (Value::from(-7), "-7"),
        (u64::MAX.into(), "18446744073709551615"),
        (0.1.into(), "0.1"),
        ((-0.0).into(), "-0.0"),
        (1e300.into(), "1e300"),
        (5e-324.into(), "5e-324"),
        (std::f64::consts::LN_2.into(), "0.6931471805599453"),
        (f64::NAN.into(), "null"),
        (f64::NEG_INFINITY.into(), "null"),
        ("a\"b".into(), r#""a\"b""#),
        (Some(String::from("a")).into(), "\"a\""),
        (None::<f64>.into(), "null"),
        (Value::Array(vec![]), "[]"),
        (vec![1.5, 2.0].into(), "[1.5, 2.0]"),
        ([true, false][..].into(), "[true, false]"),
        ([[1_u8, 2], [3, 4]].into(), "[[1, 2], [3, 4]]"),
        (vec![("a", 1)].into(), "[[\"a\", 1]]"),
        (["x", "y"].into_iter().collect(), "[\"x\", \"y\"]"),
        (Value::object::<&str>([]), "{}"),
        (Value::object([("a", 1.into()), ("b", [0; 0].into())]), r#"{"a": 1, "b": []}"#),
    ] {
        assert_eq!(value.to_string(), expected);
        assert_eq!(Value::parse(expected), Ok(value));
    }
}

#[test]
fn accessors_answer_for_their_own_kind_only() {
    let value = Value::parse(r#"{"n": 2.5, "i": 3, "t": "x", "b": true, "a": [1], "h": 1e999}"#);
    let value = value.unwrap();
    assert_eq!((value["n"].as_f64(), value["n"].as_usize()), (Some(2.5), None));
    assert_eq!((value["i"].as_f64(), value["i"].as_usize()), (Some(3.0), Some(3)));
    assert_eq!(value["h"].as_f64(), None);
    assert_eq!((value["t"].as_str(), value["b"].as_str()), (Some("x"), None));
    assert_eq!((value["b"].as_bool(), value["t"].as_bool()), (Some(true), None));
    assert_eq!(value["a"].as_array(), Some(&[Value::from(1)][..]));
    assert_eq!((value.as_array(), value["a"].get("x")), (None, None));
}

#[test]
#[should_panic(expected = r#"no member "b" in {"a": [1]}"#)]
fn a_missing_member_is_named() {
    let _ = &Value::object([("a", [1].into())])["b"];
}

#[test]
#[should_panic(expected = "no element 1 in [1]")]
fn a_missing_element_is_named() {
    let _ = &Value::from([1])[1];
}

#[test]
#[should_panic(expected = r#"a JSON object with two members "a""#)]
fn a_name_may_not_be_given_twice() {
    let _ = Value::object([("a", 1.into()), ("a", 2.into())]);
}
