/* The scripts that our own page adds to Streamlit's, in the order in which they listen. */
import "./streamlit-fixes.js";
import "./print.js";
import "./connection.js";
import "./report-figure.js";
import "./story-steps.js";
import "./story-stage.js";
import "./story-drafts.js";
