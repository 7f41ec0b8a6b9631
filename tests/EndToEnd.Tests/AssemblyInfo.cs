// Each of these tests has processes of its own and the machine may be small.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
