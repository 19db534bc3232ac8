"""Other ways to show the same map with the same filter; each page is as short as its documentation suggests."""
