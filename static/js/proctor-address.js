// Takes the sealed link out of the address bar and of the browser's history; reloading leads back to it.
"use strict";
window.history.replaceState(null, "", document.querySelector("script[data-shown-as]").dataset.shownAs + window.location.hash);
