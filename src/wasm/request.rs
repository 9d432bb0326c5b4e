//! Reads a request from the JavaScript object that it is there. Derived, this would be a tenth of the
//! module. The object's TypeScript type is generated from [`Request`].

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use crate::error::{HeapError, RequestFault};
use crate::request::{Action, Key, NewKind, Request};

type Read<T> = Result<T, HeapError>;

fn bad(name: &str, reason: RequestFault) -> HeapError {
    HeapError::BadRequest {
        name: name.to_owned(),
        reason,
    }
}

/// The fields of a JavaScript object.
struct Fields<'a>(&'a JsValue);

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(self.0, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    fn need(&self, name: &str) -> Read<JsValue> {
        self.get(name)
            .ok_or_else(|| bad(name, RequestFault::Missing))
    }

    fn text(&self, name: &str) -> Read<String> {
        let value = self.need(name)?.as_string();
        value.ok_or_else(|| bad(name, RequestFault::NotText))
    }

    fn optional_text(&self, name: &str) -> Read<Option<String>> {
        self.get(name).map(|_| self.text(name)).transpose()
    }

    fn flag(&self, name: &str) -> Read<bool> {
        let value = self.need(name)?.as_bool();
        value.ok_or_else(|| bad(name, RequestFault::NotFlag))
    }

    fn number(&self, name: &str) -> Read<u32> {
        whole(&self.need(name)?, name)
    }

    fn array(&self, name: &str) -> Read<Vec<JsValue>> {
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(value) if Array::is_array(&value) => Ok(Array::from(&value).to_vec()),
            Some(_) => Err(bad(name, RequestFault::NotList)),
        }
    }

    fn actions(&self, name: &str) -> Read<Vec<Action>> {
        self.array(name)?.iter().map(action).collect()
    }

    fn kind(&self) -> Read<NewKind> {
        let name = self.text("kind")?;
        let kind = NewKind::ALL.iter().find(|kind| kind.name() == name);
        kind.copied()
            .ok_or_else(|| bad(&name, RequestFault::NoKind))
    }

    fn key(&self) -> Read<Key> {
        let value = self.need("key")?;
        if let Some(text) = value.as_string() {
            return Ok(Key::Text(text));
        }
        match value.as_f64() {
            Some(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
                Ok(Key::Int(number as i64))
            }
            Some(_) => Err(bad("key", RequestFault::NotWhole)),
            None => Ok(Key::Object {
                of: Fields(&value).text("of")?,
            }),
        }
    }
}

fn whole(value: &JsValue, name: &str) -> Read<u32> {
    let number = value.as_f64().unwrap_or(-1.0);
    if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
        return Ok(number as u32);
    }
    Err(bad(name, RequestFault::NotSmall))
}

fn text_of(value: &JsValue) -> Read<String> {
    value
        .as_string()
        .ok_or_else(|| bad("refs", RequestFault::NotText))
}

fn action(value: &JsValue) -> Read<Action> {
    let fields = Fields(value);
    let op = fields.text("op")?;
    Ok(match op.as_str() {
        "root_add" => Action::RootAdd {
            id: fields.text("id")?,
        },
        "root_del" => Action::RootDel {
            id: fields.text("id")?,
        },
        "ref" => Action::Ref {
            from: fields.text("from")?,
            to: fields.text("to")?,
        },
        "unref" => Action::Unref {
            from: fields.text("from")?,
            to: fields.text("to")?,
        },
        "collect" => Action::Collect {
            r#gen: fields.number("gen")?,
        },
        _ => return Err(bad(&op, RequestFault::NoAction)),
    })
}

/// The request that a JavaScript object stands for.
pub(super) fn read(value: &JsValue) -> Read<Request> {
    let fields = Fields(value);
    let op = fields.text("op")?;
    Ok(match op.as_str() {
        "new" => Request::New {
            kind: fields.kind()?,
            id: fields.text("id")?,
            refs: fields
                .array("refs")?
                .iter()
                .map(text_of)
                .collect::<Read<_>>()?,
            on_fin: fields.actions("on_fin")?,
            value: fields.optional_text("value")?,
            slots: fields
                .get("slots")
                .map(|_| fields.number("slots"))
                .transpose()?,
            weakrefs: fields
                .get("weakrefs")
                .map(|_| fields.flag("weakrefs"))
                .transpose()?,
        },
        "ref" => Request::Ref {
            from: fields.text("from")?,
            to: fields.text("to")?,
        },
        "unref" => Request::Unref {
            from: fields.text("from")?,
            to: fields.text("to")?,
        },
        "root_add" => Request::RootAdd {
            id: fields.text("id")?,
        },
        "root_del" => Request::RootDel {
            id: fields.text("id")?,
        },
        "weakref" => Request::Weakref {
            id: fields.text("id")?,
            to: fields.text("to")?,
            cb: fields.flag("cb")?,
            on_call: fields.actions("on_call")?,
        },
        "collect" => Request::Collect {
            r#gen: fields.number("gen")?,
        },
        "threshold" => Request::Threshold {
            t: thresholds(&fields.array("t")?)?,
        },
        "enable" => Request::Enable,
        "disable" => Request::Disable,
        "freeze" => Request::Freeze,
        "unfreeze" => Request::Unfreeze,
        "debug" => Request::Debug {
            saveall: fields.flag("saveall")?,
        },
        "bind" => Request::Bind {
            name: fields.text("name")?,
            to: fields.text("to")?,
        },
        "set_item" => Request::SetItem {
            of: fields.text("of")?,
            key: fields.key()?,
            to: fields.text("to")?,
        },
        "del_item" => Request::DelItem {
            of: fields.text("of")?,
            key: fields.key()?,
        },
        "free_lists" => Request::FreeLists {
            on: fields.flag("on")?,
        },
        "many" => Request::Many {
            kind: fields.kind()?,
            id: fields.text("id")?,
            count: fields.number("count")?,
        },
        "cycles" => Request::Cycles {
            count: fields.number("count")?,
            id: fields.optional_text("id")?,
        },
        _ => return Err(bad(&op, RequestFault::NoRequest)),
    })
}

fn thresholds(values: &[JsValue]) -> Read<[u32; 3]> {
    match values {
        [a, b, c] => Ok([whole(a, "t")?, whole(b, "t")?, whole(c, "t")?]),
        _ => Err(bad("t", RequestFault::NotThree)),
    }
}
