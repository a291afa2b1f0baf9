//! Entering, copying and deleting comments.

use base::{Code, Error, Result, refuse};
use store::{Entity, Tx, key, params};

use super::{CommentDocument, CommentType, ServiceCommentLine};
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};

impl CommentDocument {
    /// The unposted document that the comment stands on, if it is one.
    pub fn unposted(self) -> Option<DocumentType> {
        match self {
            Self::Order => Some(DocumentType::Order),
            Self::Invoice => Some(DocumentType::Invoice),
            Self::PostedShipment | Self::PostedInvoice => None,
        }
    }
}

impl From<DocumentType> for CommentDocument {
    fn from(document: DocumentType) -> Self {
        match document {
            DocumentType::Order => Self::Order,
            DocumentType::Invoice => Self::Invoice,
        }
    }
}

impl Entity for ServiceCommentLine {
    const COLLECTION: &'static str = "serviceCommentLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        let Some(document) = self.document_type.unposted() else {
            return Err(Error::state(refuse!("comment.posted", no = &self.document_no)));
        };
        tx.find::<ServiceHeader>(key![document, self.document_no])?;
        if self.line_no == 0 {
            let last = tx.last_part::<Self>(params![self.document_type, self.document_no])?;
            self.line_no = (last / 10_000 + 1) * 10_000;
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        self.check_item_line(tx)?;
        let today = tx.today();
        let first = !tx.exists::<Self>(
            "WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"type\" = $3 \
             AND \"service_item_line_no\" = $4 AND \"date\" = $5",
            params![
                self.document_type,
                self.document_no,
                self.r#type,
                self.service_item_line_no,
                today
            ],
        )?;
        if first && self.date.is_none() {
            self.date = Some(today);
        }
        Ok(())
    }

    fn before_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        if self.document_type.unposted().is_none() {
            return Err(Error::state(refuse!("comment.posted", no = &self.document_no)));
        }
        self.check_item_line(tx)
    }

    fn before_delete(&self, _tx: &mut Tx) -> Result<()> {
        if self.document_type.unposted().is_none() {
            return Err(Error::state(refuse!("comment.posted", no = &self.document_no)));
        }
        Ok(())
    }
}

impl ServiceCommentLine {
    /// Only general comments are about the document; all others are about a machine on it.
    fn check_item_line(&self, tx: &mut Tx) -> Result<()> {
        let line_no = self.service_item_line_no;
        if line_no == 0 {
            if self.r#type == CommentType::General {
                return Ok(());
            }
            let refusal = refuse!("comment.itemLine.missing", r#type = self.r#type.name());
            return Err(refusal.field("serviceItemLineNo").into());
        }
        let Some(document) = self.document_type.unposted() else { return Ok(()) };
        if tx.get::<ServiceItemLine>(key![document, self.document_no, line_no])?.is_some() {
            return Ok(());
        }
        let refusal =
            refuse!("comment.itemLine.unknown", line = line_no.to_string(), no = &self.document_no);
        Err(refusal.field("serviceItemLineNo").into())
    }
}

const OF_DOCUMENT: &str = "WHERE \"document_type\" = $1 AND \"document_no\" = $2";

/// Copies all comments of a document to another, such as a posted one.
///
/// # Errors
/// When the database fails.
pub fn copy_to(
    tx: &mut Tx,
    from: (CommentDocument, &Code<20>),
    to: (CommentDocument, &Code<20>),
) -> Result<()> {
    let rest = format!("{OF_DOCUMENT} ORDER BY \"line_no\"");
    let mut comments: Vec<ServiceCommentLine> = tx.select(&rest, params![from.0, from.1])?;
    for comment in &mut comments {
        comment.document_type = to.0;
        comment.document_no = to.1.clone();
    }
    tx.insert_all(&mut comments)
}

/// Deletes all comments of a document.
///
/// # Errors
/// When the database fails.
pub fn delete_all(tx: &mut Tx, document: CommentDocument, no: &Code<20>) -> Result<()> {
    let sql = format!("DELETE FROM \"service_comment_line\" {OF_DOCUMENT}");
    tx.run(&sql, params![document, no])
}

/// Deletes the comments about a machine of a document.
///
/// # Errors
/// When the database fails.
pub fn delete_of_item_line(
    tx: &mut Tx,
    document: CommentDocument,
    no: &Code<20>,
    line_no: i64,
) -> Result<()> {
    let sql = format!(
        "DELETE FROM \"service_comment_line\" {OF_DOCUMENT} AND \"service_item_line_no\" = $3"
    );
    tx.run(&sql, params![document, no, line_no])
}
