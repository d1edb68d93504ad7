using System;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests;

/// <summary>What recordings remember about images stays out of the user's cache.</summary>
[SetUpFixture]
public sealed class CacheOfItsOwn
{
    private readonly TemporaryFolder folder = new();

    [OneTimeSetUp]
    public void Redirect() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.Path);

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();
}
