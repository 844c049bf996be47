// What every page of the site needs once it is shown.
import "./copy.js";
import "./language.js";
