// Going from field to field of a record by keys.
import { controlOf, fieldOf, fieldsOf, type Control } from "./edit";

/** The next control of a record, or the one before it, that can be seen and changed. On the way
 *  forward a field is passed over that follows from others, once it is filled or while the record is made. */
export function beside(record: HTMLElement, from: Control, by: number): Control | undefined {
  const controls = fieldsOf(record).map(controlOf).filter((control): control is Control => control !== null);
  const making = record.dataset.new !== undefined;
  const follows = (control: Control) => by > 0 && (making || control.value !== "") && fieldOf(control)?.dataset.follows !== undefined;
  const open = controls.filter((control) => control === from || (control.getClientRects().length > 0 && !control.disabled && control.getAttribute("readonly") === null && !follows(control)));
  return open[open.indexOf(from) + by];
}

/** Goes to a control, with what stands in it selected. */
export function enter(control: Control): void {
  control.focus();
  if (control instanceof HTMLInputElement) control.select();
}
