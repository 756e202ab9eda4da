package io.tupelo.examples.orleans;

/// A line: what a grain predicts by. It can always be computed again from what is kept of the grain.
record Model(double slope, double offset) {
    /// Returns the line that is nearest to all points.
    static Model of(PredictionGrain.Data data) {
        double spread = data.points() * data.xx() - data.x() * data.x();
        if (spread == 0) {
            return new Model(0, data.points() == 0 ? 0 : data.y() / data.points());
        }
        double slope = (data.points() * data.xy() - data.x() * data.y()) / spread;
        return new Model(slope, (data.y() - slope * data.x()) / data.points());
    }

    double predict(double x) {
        return slope * x + offset;
    }

    @Override
    public String toString() {
        return "y = " + slope + " x + " + offset;
    }
}
