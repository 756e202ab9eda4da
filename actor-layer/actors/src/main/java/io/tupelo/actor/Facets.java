package io.tupelo.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facets in their order, the outermost first. Immutable.
///
/// @param <M> the messages
public final class Facets<M> {
    private static final Facets<?> NONE = new Facets<>(List.of());

    private final List<Facet<? super M>> all;

    private Facets(List<Facet<? super M>> all) {
        this.all = List.copyOf(all);
    }

    /// What is done with a message within all facets.
    @FunctionalInterface
    public interface Inner {
        /// Handles it.
        void run() throws Exception;
    }

    /// Returns no facets.
    @SuppressWarnings("unchecked") // of nothing
    public static <M> Facets<M> none() {
        return (Facets<M>) NONE;
    }

    /// Returns these, and further in another one.
    public Facets<M> with(Facet<? super M> another) {
        List<Facet<? super M>> more = new ArrayList<>(all);
        more.add(another);
        return new Facets<>(more);
    }

    /// Returns these without one.
    public Facets<M> without(Facet<? super M> one) {
        List<Facet<? super M>> fewer = new ArrayList<>(all);
        fewer.remove(one);
        return new Facets<>(fewer);
    }

    /// Says whether there are none.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// Has a message handled within them.
    ///
    /// @return null if it was handled, or its failure dealt with; or why it was refused
    /// @throws Exception what nobody has dealt with
    public @Nullable String around(FacetContext at, M message, Inner inner) throws Exception {
        int entered = 0;
        String refused = null;
        try {
            while (entered < all.size() && refused == null) {
                refused = all.get(entered).before(at, message);
                entered += refused == null ? 1 : 0;
            }
            if (refused == null) {
                inner.run();
            }
        } catch (Throwable failure) {
            entered = dealWith(at, message, failure, entered);
        }
        while (entered > 0) {
            entered--;
            all.get(entered).after(at, message);
        }
        return refused;
    }

    /// Returns how many facets are further out than the one that has dealt with it.
    private int dealWith(FacetContext at, M message, Throwable failure, int entered) throws Exception {
        for (int i = entered - 1; i >= 0; i--) {
            if (all.get(i).failed(at, message, failure)) {
                return i;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
