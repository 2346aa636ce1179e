"""One file for each chart: a figure in, plotly's description of its picture out."""
