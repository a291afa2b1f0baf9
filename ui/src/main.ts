// Everything the screens load. Each module looks for what it serves on the page and does nothing
// when there is none.
import "./frame";
import "./menu";
import "./notices";
import "./lookup";
import "./dates";
import "./keys";
import "./search";
import "./course";
import "./list";
import "./parts";
import "./actions";
import "./card";
import "./admin";
import "./document";
import "./import";
