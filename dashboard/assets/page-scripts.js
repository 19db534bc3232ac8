/* The scripts that our own page adds to Streamlit's, in the order in which they listen. */
import "./page.js";
import "./print.js";
import "./connection.js";
import "./story.js";
import "./story-stage.js";
import "./story-drafts.js";
