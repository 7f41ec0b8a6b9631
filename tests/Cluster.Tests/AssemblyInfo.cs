// Each of these tests has many processes of its own and the machine may be small.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
