// One monitor and one browser for all of them, and the machine may be small.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
