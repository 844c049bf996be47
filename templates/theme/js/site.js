// What every page of the site needs once it is shown.
import "./language.js";
