// The calendar button of a date field opens the browser's own picker.
import { onAct, one } from "./dom";
import { parseDate, showDate } from "./format";

onAct("pick-date", (element) => {
  const field = element.parentElement && one<HTMLInputElement>("input", element.parentElement);
  if (!field) return;
  const picker = document.createElement("input");
  picker.type = "date";
  picker.className = "vh";
  picker.tabIndex = -1;
  const now = parseDate(field.value);
  if ("value" in now && now.value) picker.value = String(now.value);
  element.after(picker);
  picker.addEventListener("change", () => {
    field.value = picker.value ? showDate(picker.value) : "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  picker.addEventListener("blur", () => picker.remove());
  picker.showPicker?.();
  field.focus();
});
