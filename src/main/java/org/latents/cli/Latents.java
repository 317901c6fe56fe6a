package org.latents.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The program {@code latents}: finds the command, runs it, and ends with its exit code. */
@Command(
        name = "latents",
        description = "Latent state-space models of spike trains by structured variational inference.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Exit codes: 0 ok; 1 internal error; 2 the command line is wrong; 3 a file, a",
            "folder or the data cannot be used; 4 no usable result; 5 a check failed",
            "(diagnose, --strict); 130 interrupted.",
            "",
            "latents COMMAND --help explains a command."
        })
public final class Latents implements Callable<Integer> {
    private static final int HELP_WIDTH = 80;

    private final Session session;

    @Option(
            names = {"-V", "--version"},
            description = "Show the version; with --verbose also Java, system and routines.")
    private boolean version;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more.")
    private boolean verbose;

    private Latents(Session session) {
        this.session = session;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        Session session = session(System.out, System.err, Terminal.isWatched());
        Runtime.getRuntime().addShutdownHook(new Thread(session::interrupt, "interrupt"));
        int code = run(List.of(args), session);
        if (!session.wasInterrupted()) { // else the process is stopping already, with the code of the signal
            System.exit(code);
        }
    }

    /**
     * Runs a command line in this process.
     *
     * @param args the command and its options
     * @param out takes results
     * @param err takes progress and errors
     * @return the exit code
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(List.of(args), session(out, err, false));
    }

    static int run(List<String> args, Session session) {
        CommandLine commandLine = commandLine(session);
        session.setCommandLine(args);
        Failures failures = new Failures(session, args);
        int code = failures.guard(() -> {
            Configuration.find(commandLine, args).ifPresent(configuration -> {
                commandLine.setDefaultValueProvider(configuration);
                session.setConfiguration(configuration);
            });
            return commandLine
                    .setParameterExceptionHandler((e, given) -> failures.usage(e))
                    .setExecutionExceptionHandler((e, command, parsed) -> failures.report(e, command))
                    .execute(args.toArray(String[]::new));
        });
        session.out().flush();
        session.err().flush();
        return code;
    }

    static CommandLine commandLine(Session session) {
        CommandLine commandLine = new CommandLine(new Latents(session));
        commandLine.addSubcommand(new InspectCommand(session));
        commandLine.addSubcommand(new FitCommand(session));
        commandLine.addSubcommand(new InferCommand(session));
        commandLine.addSubcommand(new CompareCommand(session));
        commandLine.addSubcommand(new CalibrateCommand(session));
        commandLine.addSubcommand(new DiagnoseCommand(session));
        commandLine.addSubcommand(new SimulateCommand(session));
        commandLine.addSubcommand(new ReportCommand(session));
        commandLine.addSubcommand(new ExportCommand(session));
        commandLine.addSubcommand(new GenerateCompletion());
        addHelp(commandLine);
        commandLine.getSubcommands().values().forEach(Latents::addHelp);
        commandLine.setOut(session.out());
        commandLine.setErr(session.err());
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi(session)));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUnmatchedOptionsArePositionalParams(false);
        commandLine.setExpandAtFiles(false); // @FILE is the value of some options
        return commandLine;
    }

    private static void addHelp(CommandLine commandLine) {
        if (commandLine.getCommandSpec().findOption("--help") == null) {
            commandLine
                    .getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and exit.")
                            .build());
        }
    }

    @Override
    public Integer call() {
        if (version) {
            Version.describe(verbose).forEach(session.out()::println);
        } else {
            FIRST_STEPS.forEach(session.out()::println);
        }
        return ExitCode.OK;
    }

    private static final List<String> FIRST_STEPS = List.of(
            "Latents: latent state-space models of spike trains, and how far to trust them.",
            "",
            "What to do next:",
            "  1  see what is in a recording     latents inspect FILE",
            "  2  Poisson or negative binomial?  latents compare FILE",
            "  3  fit one model                  latents fit FILE --latents 4",
            "  4  use it on other data           latents infer RUN FILE",
            "  5  make data with a known truth   latents simulate RUN",
            "",
            "latents --help lists all commands, latents COMMAND --help explains one.");

    private static Session session(PrintStream out, PrintStream err, boolean isTerminal) {
        return new Session(writer(out), writer(err), isTerminal);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
