namespace PosMonitor.Access;

public sealed class KeyBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Changes_have_one_sequence_of_numbers_and_a_gateway_is_told_what_it_has_not()
    {
        var book = new KeyBook([]);
        Assert.True(book.IsEmpty);
        book.Take(Make(book, "a"));
        book.Take(Make(book, "b"));
        book.Take(book.Revoke("a", Now)!);

        Assert.Equal(3, book.Version);
        Assert.Equal(["a", "b"], book.Since(0).Select(key => key.Id));
        Assert.Equal(["a"], book.Since(2).Select(key => key.Id));
        Assert.Empty(book.Since(3));
    }

    [Fact]
    public void A_rotation_without_grace_forgets_the_old_hash_and_one_with_it_says_until_when()
    {
        var book = new KeyBook([]);
        book.Take(Make(book, "a"));

        book.Take(book.Rotate("a", [2], TimeSpan.FromMinutes(5), Now)!);
        Assert.Equivalent(new { Hash = new byte[] { 2 }, OldHash = new byte[] { 1 }, OldUntil = Now.AddMinutes(5) }, book.Find("a"));
        book.Take(book.Rotate("a", [3], TimeSpan.Zero, Now)!);
        Assert.Equivalent(new { Hash = new byte[] { 3 }, OldHash = (byte[]?)null, OldUntil = (DateTimeOffset?)null }, book.Find("a"));
        Assert.Null(book.Rotate("none", [4], TimeSpan.Zero, Now));
    }

    [Fact]
    public void What_is_revoked_stays_so_and_is_rotated_no_more()
    {
        var book = new KeyBook([]);
        book.Take(Make(book, "a"));
        book.Take(book.Revoke("a", Now)!);

        Assert.Equal(book.Find("a"), book.Revoke("a", Now.AddHours(1)));
        Assert.Null(book.Rotate("a", [2], TimeSpan.Zero, Now));
        Assert.Null(book.Revoke("none", Now));
        Assert.False(book.Find("a")!.IsGoodAt(Now));
    }

    [Fact]
    public void A_key_is_good_until_the_moment_it_expires()
    {
        var key = Make(new KeyBook([]), "a") with { ExpiresAt = Now };
        Assert.True(key.IsGoodAt(Now.AddTicks(-1)));
        Assert.False(key.IsGoodAt(Now));
    }

    [Fact]
    public void Only_a_later_use_is_news()
    {
        var book = new KeyBook([]);
        book.Take(Make(book, "a"));
        book.Take([new KeyUse("a", Now)]);

        Assert.Empty(book.Newer([new KeyUse("a", Now), new KeyUse("a", Now.AddMinutes(-1)), new KeyUse("none", Now)]));
        Assert.Single(book.Newer([new KeyUse("a", Now.AddMinutes(1))]));
        Assert.Equal(1, book.Version);
    }

    [Fact]
    public void A_cut_has_its_acquirers_and_no_other()
    {
        var cut = new AcquirerCut(["lakala", "a", "lakala", "zz"]);
        Assert.Equal(["a", "lakala", "zz"], cut.Acquirers);
        foreach (var id in new[] { "a", "lakala", "zz" })
            Assert.True(cut.Has(id) && cut.Has(System.Text.Encoding.UTF8.GetBytes(id)));
        foreach (var id in new[] { "", "aa", "lakal", "lakala2", "zzz", "A", AcquirerCut.Nobody })
            Assert.False(cut.Has(id) || cut.Has(System.Text.Encoding.UTF8.GetBytes(id)));
        Assert.False(cut.Has((string?)null));
        Assert.False(AcquirerCut.Nothing.Has("a"));
    }

    private static KeyEntry Make(KeyBook book, string id) => book.Make(id, new KeyDraft(id, AccessRole.Viewer, null, null, [1]), "admin", Now);
}
