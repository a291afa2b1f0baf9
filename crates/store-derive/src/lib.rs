//! Derives for records and options. They emit plain data about the struct, nothing else.
//!
//! `#[derive(Record)]` on
//!
//! ```text
//! /// A way of paying.
//! #[record(table = "payment_method", key(code), index(description), audited)]
//! pub struct PaymentMethod {
//!     /// Identifies the payment method.
//!     pub code: Code<10>,
//!     /// Says what it is.
//!     #[column(relation = "gl_account")]
//!     pub balancing_account_no: Code<20>,
//!     pub version: i64,
//! }
//! ```
//!
//! becomes a `static Table` with one `Column` per field (name, JSON name, kind, help, relation, class)
//! and the two matches `value` and `set_value` between field and stored value.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Result, parse_macro_input};

/// Makes a struct a record: one row of one table.
#[proc_macro_derive(Record, attributes(record, column))]
pub fn record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand_record(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes an enum a choice of a field: stored and written as the variant in camelCase; a variant
/// `Blank` is the empty choice.
#[proc_macro_derive(Options)]
pub fn options(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand_options(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// What `#[record(..)]` says.
#[derive(Default)]
struct RecordAttributes {
    table: Option<LitStr>,
    key: Vec<Ident>,
    indexes: Vec<Vec<Ident>>,
    uniques: Vec<Vec<Ident>>,
    search: Vec<Ident>,
    ledger: Option<Vec<Ident>>,
    purgeable: bool,
    audited: bool,
    kinds: Option<syn::Path>,
}

fn idents(meta: &syn::meta::ParseNestedMeta<'_>) -> Result<Vec<Ident>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let mut names = Vec::new();
    while !content.is_empty() {
        names.push(<Ident as syn::ext::IdentExt>::parse_any(&content)?);
        if !content.is_empty() {
            content.parse::<syn::Token![,]>()?;
        }
    }
    Ok(names)
}

fn record_attributes(attributes: &[Attribute]) -> Result<RecordAttributes> {
    let mut found = RecordAttributes::default();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("record")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("table") {
                found.table = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("key") {
                found.key = idents(&meta)?;
            } else if meta.path.is_ident("index") {
                found.indexes.push(idents(&meta)?);
            } else if meta.path.is_ident("unique") {
                found.uniques.push(idents(&meta)?);
            } else if meta.path.is_ident("ledger") {
                let mutable = meta.input.peek(syn::token::Paren);
                found.ledger = Some(if mutable { idents(&meta)? } else { Vec::new() });
            } else if meta.path.is_ident("search") {
                found.search = idents(&meta)?;
            } else if meta.path.is_ident("purgeable") {
                found.purgeable = true;
            } else if meta.path.is_ident("kinds") {
                found.kinds = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("audited") {
                found.audited = true;
            } else {
                return Err(meta.error("unknown record attribute"));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// The documentation comment, its lines joined by spaces.
fn help(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            ..
        }) = &attribute.meta
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    lines.join(" ").trim().to_owned()
}

fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

fn camel(snake: &str) -> String {
    let mut result = String::new();
    let mut upper = false;
    for letter in snake.chars() {
        if letter == '_' {
            upper = true;
        } else if upper {
            result.extend(letter.to_uppercase());
            upper = false;
        } else {
            result.push(letter);
        }
    }
    result
}

fn expand_record(input: &DeriveInput) -> Result<proc_macro2::TokenStream> {
    let attributes = record_attributes(&input.attrs)?;
    let Data::Struct(syn::DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        return Err(syn::Error::new_spanned(input, "a record is a struct with named fields"));
    };
    let fields: Vec<_> = fields.named.iter().collect();
    let table = table_data(input, &attributes, &fields)?;
    let record = &input.ident;
    let at: Vec<usize> = (0..fields.len()).collect();
    let idents: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    Ok(quote! {
        impl ::store::Record for #record {
            fn table() -> &'static ::store::Table {
                static TABLE: ::store::Table = #table;
                &TABLE
            }

            fn value(&self, column: usize) -> ::store::Value {
                match column {
                    #(#at => ::store::Field::to_value(&self.#idents),)*
                    _ => ::store::Value::Int(0),
                }
            }

            fn set_value(&mut self, column: usize, value: ::store::Value) -> ::base::Result<()> {
                match column {
                    #(#at => self.#idents = ::store::Field::from_value(value)?,)*
                    _ => {}
                }
                Ok(())
            }
        }
    })
}

/// The `Table` value of a record.
fn table_data(
    input: &DeriveInput,
    attributes: &RecordAttributes,
    fields: &[&syn::Field],
) -> Result<proc_macro2::TokenStream> {
    let names: Vec<String> =
        fields.iter().filter_map(|field| field.ident.as_ref().map(plain)).collect();
    let position = |ident: &Ident| {
        names
            .iter()
            .position(|name| *name == plain(ident))
            .ok_or_else(|| syn::Error::new_spanned(ident, "no such field"))
    };
    let positions = |idents: &[Ident]| idents.iter().map(position).collect::<Result<Vec<usize>>>();
    let table = attributes
        .table
        .as_ref()
        .ok_or_else(|| syn::Error::new_spanned(&input.ident, "#[record(table = ..)] is missing"))?;
    let key = positions(&attributes.key)?;
    let indexes = attributes.indexes.iter().map(|i| positions(i)).collect::<Result<Vec<_>>>()?;
    let uniques = attributes.uniques.iter().map(|i| positions(i)).collect::<Result<Vec<_>>>()?;
    let search = positions(&attributes.search)?;
    let ledger = match &attributes.ledger {
        Some(mutable) => {
            let mutable = positions(mutable)?;
            quote!(Some(&[#(#mutable),*]))
        }
        None => quote!(None),
    };
    let version = match names.iter().position(|name| name == "version") {
        Some(at) => quote!(Some(#at)),
        None => quote!(None),
    };
    let kinds = match &attributes.kinds {
        Some(path) => quote!(Some(&#path)),
        None => quote!(None),
    };
    let (purgeable, audited) = (attributes.purgeable, attributes.audited);
    let columns = fields.iter().map(|field| column(field)).collect::<Result<Vec<_>>>()?;
    let help = help(&input.attrs);
    Ok(quote! {
        ::store::Table {
            name: #table,
            help: #help,
            columns: &[#(#columns),*],
            key: &[#(#key),*],
            indexes: &[#(&[#(#indexes),*]),*],
            uniques: &[#(&[#(#uniques),*]),*],
            search: &[#(#search),*],
            ledger: #ledger,
            purgeable: #purgeable,
            audited: #audited,
            version: #version,
            kinds: #kinds,
        }
    })
}

fn column(field: &syn::Field) -> Result<proc_macro2::TokenStream> {
    let name = field.ident.as_ref().map(plain).unwrap_or_default();
    let json = camel(&name);
    let help = help(&field.attrs);
    let kind = &field.ty;
    let mut relation = quote!(None);
    let (mut read_only, mut secret) = (false, false);
    let mut class = quote!(None);
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("column")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("relation") {
                let table: LitStr = meta.value()?.parse()?;
                relation = quote!(Some(#table));
            } else if meta.path.is_ident("read_only") {
                read_only = true;
            } else if meta.path.is_ident("class") {
                let name: LitStr = meta.value()?.parse()?;
                class = quote!(Some(#name));
            } else if meta.path.is_ident("secret") {
                secret = true;
            } else {
                return Err(meta.error("unknown column attribute"));
            }
            Ok(())
        })?;
    }
    Ok(quote! {
        ::store::Column {
            name: #name,
            json: #json,
            kind: <#kind as ::store::Field>::KIND,
            help: #help,
            relation: #relation,
            read_only: #read_only,
            class: #class,
            secret: #secret,
        }
    })
}

fn expand_options(input: &DeriveInput) -> Result<proc_macro2::TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(input, "options are an enum"));
    };
    let choice = &input.ident;
    let idents: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let names: Vec<String> = idents
        .iter()
        .map(|ident| {
            let name = ident.to_string();
            if name == "Blank" {
                return String::new();
            }
            let mut letters = name.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_lowercase().chain(letters).collect::<String>()
            })
        })
        .collect();
    Ok(quote! {
        impl #choice {
            /// Every choice, in order.
            pub const ALL: &'static [Self] = &[#(Self::#idents),*];

            /// The choice as it is stored and written in JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    #(Self::#idents => #names,)*
                }
            }
        }

        impl ::store::Field for #choice {
            const KIND: ::store::Kind = ::store::Kind::Option(&[#(#names),*]);

            fn to_value(&self) -> ::store::Value {
                ::store::Value::from(self.name())
            }

            fn from_value(value: ::store::Value) -> ::base::Result<Self> {
                let text = value.into_text();
                Self::ALL
                    .iter()
                    .copied()
                    .find(|choice| choice.name() == text)
                    .ok_or_else(|| ::store::unknown_option(&text, &[#(#names),*]))
            }
        }

        impl ::store::ToValue for #choice {
            fn to_value(&self) -> ::store::Value {
                ::store::Value::from(self.name())
            }
        }
    })
}
