using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PosMonitor.Testing;

/// <summary>Calls of the operating system that .NET has not.</summary>
internal static partial class Native
{
    public const int SigKill = 9;
    public const int SigContinue = 18;
    public const int SigStop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; one that has gone meanwhile needs none.</summary>
    public static void Kill(int process, int signal)
    {
        if (SendSignal(process, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new Win32Exception();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    /// <summary>The number of the user who runs this process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint UserId();
}
