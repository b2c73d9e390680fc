"""What the build says about the loaded rows: rules judged, results stored as tables."""
