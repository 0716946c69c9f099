"""One method for each thing a user can do; joins the layer below. Knows neither Qt nor click."""
