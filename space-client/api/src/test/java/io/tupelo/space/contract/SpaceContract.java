package io.tupelo.space.contract;

/// All of what a space must keep. A class that implements it and [#port] is a test of that kind of space.
public interface SpaceContract
        extends ContainerContract,
                WritingContract,
                LimitContract,
                BadRequestContract,
                SelectionContract,
                ChangingContract,
                WaitingContract,
                LifetimeContract,
                TransactionContract,
                ClaimContract,
                WatchContract,
                BatchContract {}
