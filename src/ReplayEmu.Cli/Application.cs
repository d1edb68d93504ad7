using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Cli.Verbs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace;

namespace ReplayEmu.Cli;

/// <summary>One invocation of <c>replayemu</c>: parses, runs a verb, and turns every failure into one line and an exit code.</summary>
public static class Application
{
    /// <summary>Set to 1 for details of internal errors.</summary>
    public const string TraceVariable = "REPLAYEMU_TRACE";

    /// <summary>EPIPE on Linux and macOS.</summary>
    private const int BrokenPipe = 32;

    public static int Run(IReadOnlyList<string> arguments, CliContext context)
    {
        try
        {
            var code = (int)Invoke(arguments, context);
            context.Standard.Out.Flush();
            return code;
        }
        catch (Exception failure)
        {
            return (int)Report(failure, context.Standard);
        }
    }

    private static ExitCode Invoke(IReadOnlyList<string> arguments, CliContext context)
    {
        var root = CreateRoot(context);
        var parsed = root.Parse(
            arguments,
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
        );
        var command = parsed.CommandResult.Command;
        if (command == root && arguments.Count == 0)
        {
            parsed = root.Parse(["--help"]);
        }
        else if (parsed.Errors.Count > 0 && !IsHelp(parsed))
        {
            throw new ConfigurationException(UsageError.Describe(parsed));
        }

        return (ExitCode)
            parsed.Invoke(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = context.Standard.Out,
                    Error = context.Standard.Error,
                }
            );
    }

    private static bool IsHelp(ParseResult parsed) => parsed.Action is HelpText;

    private static RootCommand CreateRoot(CliContext context)
    {
        var root = new RootCommand(
            "Deterministic record and replay of whole machines: a boot that failed once fails again, the same way, every time."
        );
        root.Directives.Clear();
        root.Subcommands.Add(RunVerb.Create(context));
        root.Subcommands.Add(RecordVerb.Create(context));
        root.Subcommands.Add(ReplayVerb.Create(context));
        root.Subcommands.Add(VerifyVerb.Create(context));
        root.Subcommands.Add(InfoVerb.Create(context));
        root.Subcommands.Add(EventsVerb.Create(context));
        root.Subcommands.Add(DebugVerb.Create(context));
        root.Subcommands.Add(LockstepVerb.Create(context));
        root.Subcommands.Add(WhoVerb.CreateWrote(context));
        root.Subcommands.Add(WhoVerb.CreateRead(context));
        root.Subcommands.Add(StateVerb.Create(context));
        root.Subcommands.Add(ScreendumpVerb.Create(context));
        root.Subcommands.Add(BisectVerb.Create(context));
        root.Subcommands.Add(WalkVerb.Create(context));
        root.Subcommands.Add(QueryVerb.Create(context));
        root.Subcommands.Add(ExportVerb.Create(context));
        root.Subcommands.Add(SnapshotVerb.Create(context));
        root.Subcommands.Add(CheckVerb.Create(context));
        root.Subcommands.Add(ApproveVerb.Create(context));
        root.Subcommands.Add(ReviewVerb.Create(context));
        root.Subcommands.Add(DiffVerb.Create(context));
        root.Subcommands.Add(BlameVerb.Create(context));
        root.Subcommands.Add(MachinesVerb.Create(context));
        root.Subcommands.Add(CommitVerb.Create(context));
        root.Subcommands.Add(GuestsVerb.Create(context));
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Action = new HelpText(context.Standard.Out);
            }
        }

        return root;
    }

    private static ExitCode Report(Exception failure, Standard standard)
    {
        var code = Classify(failure);
        try
        {
            standard.Out.Flush();
        }
        catch (IOException)
        {
            // Standard output is gone; standard error may still be there.
        }

        if (failure is IOException { HResult: BrokenPipe })
        {
            // The reader of the output has had enough, as with "| head".
            return code;
        }

        if (code != ExitCode.InternalError)
        {
            standard.Complain(failure.Message);
        }
        else
        {
            standard.Complain($"internal error ({failure.GetType().Name}: {failure.Message}); please report it");
        }

        if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
        {
            standard.Error.WriteLine(failure);
        }

        return code;
    }

    private static ExitCode Classify(Exception failure) =>
        failure switch
        {
            ConfigurationException => ExitCode.Usage,
            IOException or UnauthorizedAccessException or OutOfMemoryException => ExitCode.HostResource,
            TraceWriteException => ExitCode.HostResource,
            TraceFormatException => ExitCode.UnreadableTrace,
            UnimplementedException => ExitCode.Unimplemented,
            _ => ExitCode.InternalError,
        };
}
