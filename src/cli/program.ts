import type { Writable } from 'node:stream'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { version } from '../../package.json'
import { MAX_LINE_BYTES } from '../warehouse/input/lines'
import { dialects } from '../warehouse/sql/dialects/by-name'
import { EXIT, type ExitCode, InputError, UsageError } from './errors'
import { printLines, type Terminal } from './terminal'

const EXAMPLES = `
Examples:
  aisle decide events.ndjson.gz --out decisions.ndjson
  aisle decide 'logs/*.parquet' --engine duckdb --out decisions.parquet
  aisle decide orders.csv --map map.json --now 2011-12-10T00:00:00Z --changes
  zcat events.gz | aisle decide - --definitions mine.json > decisions.ndjson
  aisle explain events.ndjson.gz --shopper u-42 --segment cart_abandoner
  aisle report events.ndjson.gz -o report.html
  aisle check mine.json
  aisle check --against events.ndjson.gz
  aisle catalogue --family lifecycle
  aisle replay events.ndjson.gz --segment cart_abandoner --out movements.ndjson
  aisle backtest events.ndjson.gz --at 2026-01-01T00:00:00Z --outcome order_completed --within 14d
  aisle sql --dialect spark --now 2026-01-01T00:00:00Z > segments.sql
  aisle collect --port 8787 --out data --allow-origin https://shop.example

Exit code: 0 all well, 1 bad input (the good rows are processed all the same), 2 usage.`

const DIALECTS = Object.keys(dialects)

const LIMIT = 'unknown, not 0, is what there is of events that the log has none of'

const FILES =
  'NDJSON or CSV, plain, gzip or zstd, in any order of events; a pattern for several; "-" is standard input; with decide --engine duckdb Parquet, too'

/**
 * Runs the command line.
 *
 * @param argv The arguments alone: `['decide', 'events.ndjson']`.
 * @example
 * process.exitCode = await run(process.argv.slice(2), process)
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.OK
  const isJson = argv.includes('--json')
  const program = createProgram(terminal, isJson, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    return report(error, isJson, terminal)
  }
}

function report(error: unknown, isJson: boolean, { stderr }: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    // Of its ends only help and version are good ones.
    if (error.exitCode === 0) return EXIT.OK
    if (isJson) writeError(stderr, error.message.replace(/^error: /, ''), [])
    return EXIT.USAGE
  }
  const isKnown = error instanceof UsageError || error instanceof InputError
  if (!isKnown && (error as NodeJS.ErrnoException).code === undefined) throw error
  const { message } = error as Error
  const problems = error instanceof InputError ? error.problems : []
  if (isJson) writeError(stderr, message, problems)
  else printLines(stderr, message.split('\n'))
  return error instanceof UsageError ? EXIT.USAGE : EXIT.BAD_INPUT
}

function writeError(stderr: Writable, error: string, problems: readonly object[]): void {
  stderr.write(`${JSON.stringify({ ok: false, error, problems })}\n`)
}

/** Of the commands only the one that is called is loaded: all of them together take longer than most of them run. */
function createProgram(terminal: Terminal, isJson: boolean, end: (code: ExitCode) => void): Command {
  const { stdout, stderr } = terminal
  const program = new Command('aisle')
    .description("Turns a shop's events into what is known of each shopper: segments, stages, why, and until when.")
    .version(version)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(see aisle --help)')
    .exitOverride()
    // For programs, what is wrong with the usage is told as all else is, once, in the end.
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => isJson || stderr.write(text) })
  logCommand(program, 'decide', 'write what is known of each shopper: a row each, by shopper_id')
    .addOption(new Option('--engine <engine>', 'what works it out').choices(['js', 'duckdb']).default('js'))
    .option('--memory <size>', 'with duckdb: the most memory it takes, such as 4GB (default: most that there is)')
    .option('--temporary <folder>', "with duckdb: folder for what does not fit in memory (default: the system's)")
    .option(
      '-o, --out <file>',
      'file to write, whole or not at all: .csv, .parquet (duckdb), else NDJSON (default: standard output)',
    )
    .option('--changes', 'when each segment changes if nothing more happens')
    .option('--limit-to-log', LIMIT)
    .action(async (files, options) => {
      const { decide } = await import('./commands/decide')
      end(await decide(files, options, terminal))
    })
  logCommand(program, 'explain', 'say why a shopper is in their segments and stages, and until when')
    .requiredOption('--shopper <id>', 'whom to explain')
    .option('--segment <name>', 'a segment, a stage set or a trait (default: all)')
    .option('--limit-to-log', LIMIT)
    .action(async (files, options) => {
      const { explain } = await import('./commands/explain')
      end(await explain(files, options, terminal))
    })
  logCommand(program, 'report', 'write one HTML page with charts: who the shoppers are, their journey, what changed')
    .option('-o, --out <file>', 'file to write, whole or not at all (default: standard output)')
    .option('--compare <instant>', 'instant to compare with: ISO 8601 or ms (default: 28 days before --now)')
    .action(async (files, options) => {
      const { reportLog } = await import('./commands/report')
      end(await reportLog(files, options, terminal))
    })
  addCheckCommand(program, terminal, end)
  addHistoryCommands(program, terminal, end)
  addSqlCommand(program, terminal, end)
  addCollectCommand(program, terminal, end)
  return program
}

/** What definitions say, and what a log can say of them. */
function addCheckCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('check definitions; say each in words, and what it costs; or which of them a log can decide')
    .argument('[definitions]', 'file of definitions, or "builtin" (default with --against: "builtin")')
    .option('--against <files...>', `say what this log can decide: ${FILES}`)
  readingOptions(command).action(async (name, options) => {
    const { checkDefinitions } = await import('./commands/check')
    const { checkAgainst } = await import('./commands/check-against')
    end(await (options.against ? checkAgainst(name, options, terminal) : checkDefinitions(name, options, terminal)))
  })
}

/** What is built in, and what the past says of it. */
function addHistoryCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const SEGMENT = 'only this segment, stage set, or stage (set.stage); may be given several times (default: all)'
  program
    .command('catalogue')
    .description(
      'list the built-in segments, stage sets and traits: words, thresholds and their sources, events needed',
    )
    .option('--family <family>', 'only this family')
    .option('--json', 'for programs')
    .action(async (options) => {
      const { listCatalogue } = await import('./commands/catalogue')
      end(listCatalogue(options, terminal))
    })
  logCommand(
    program,
    'replay',
    'write every entry and exit of every shopper: one NDJSON row each, with instant and cause',
  )
    .option('--segment <name>', SEGMENT, collect)
    .option('--shopper <id>', 'only this shopper')
    .option('-o, --out <file>', 'file to write, whole or not at all (default: standard output)')
    .action(async (files, options) => {
      const { replayLog } = await import('./commands/replay')
      end(await replayLog(files, options, terminal))
    })
  readCommand(program, 'backtest', 'say what being in a segment before an instant said of what came after it')
    .requiredOption('--at <instant>', 'the instant: ISO 8601 or ms')
    .option('--segment <name>', SEGMENT, collect)
    .option('--outcome <what>', "an event's name, or a selector or condition as JSON", 'order_completed')
    .option('--within <duration>', 'how far after the instant the outcome counts', '14d')
    .option('--samples <n>', 'how often shoppers are drawn anew for the intervals', parseWhole, 1000)
    .option('--seed <n>', 'of the draws', parseWhole, 1)
    .action(async (files, options) => {
      const { backtestLog } = await import('./commands/backtest')
      end(await backtestLog(files, options, terminal))
    })
}

/** The same answers from another engine. */
function addSqlCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('sql')
    .description('write definitions as one query over two tables, events and lines, for an engine that has them')
    .argument('[definitions]', 'file of definitions, or "builtin"', 'builtin')
    .addOption(new Option('--dialect <dialect>', 'of the engine').choices(DIALECTS).makeOptionMandatory())
    .requiredOption('--now <instant>', 'instant to answer for: ISO 8601 or ms')
    .option('--events <table>', 'the table of events, quoted where it needs it', 'events')
    .option('--lines <table>', 'that of product lines', 'lines')
    .option('--unique', 'each event and each line is in its table once')
    .option('--json', 'for programs: the query, and what its columns say')
    .action(async (definitions, options) => {
      const { printSql } = await import('./commands/sql')
      end(await printSql(definitions, options, terminal))
    })
}

/** What receives a log in the first place. */
function addCollectCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('collect')
    .description('receive events over HTTP and write them to files of NDJSON, each event once')
    .requiredOption('--out <folder>', 'folder of its own, for the files')
    .option('--port <port>', 'port to listen at', parseWhole, 8787)
    .option('--host <host>', 'address to listen at; 0.0.0.0 for every one that the machine has', '127.0.0.1')
    .option(
      '--allow-origin <origin>',
      'pages that may send, beside those of its own host; may be given several times',
      collect,
    )
    .option('--rate <n>', 'events a minute from one address, four times as many at once; 0 for any', parseWhole, 6000)
    .addOption(
      new Option('--address <policy>', 'forget the addresses of senders, or keep their networks')
        .choices(['drop', 'truncate'])
        .default('drop'),
    )
    .option('--trust-proxy', 'a proxy in front says who sends (X-Forwarded-For)')
    .option('--metrics', 'answer GET /metrics, for Prometheus')
    .addHelpText(
      'after',
      '\nAISLE_WRITE_KEYS in the environment: keys, of which a sender must have one; commas between.',
    )
    .action(async (options) => {
      const { collect: receive } = await import('./commands/collect')
      end(await receive(options, terminal))
    })
}

/** A command that reads a log and answers at an instant. */
function logCommand(program: Command, name: string, description: string): Command {
  return readCommand(program, name, description).option(
    '--now <instant>',
    'instant to answer for: ISO 8601, ms, or "latest" for that of the latest event',
    'latest',
  )
}

/** A command that reads a log. */
function readCommand(program: Command, name: string, description: string): Command {
  return readingOptions(
    program
      .command(name)
      .description(description)
      .argument('<files...>', FILES)
      .option('--definitions <file>', 'file of definitions, or "builtin"', 'builtin'),
  )
}

/** How a log is read. */
function readingOptions(command: Command): Command {
  return command
    .option('--map <file>', 'what the columns of the files are called here (examples/maps/README.md of the repository)')
    .addOption(
      new Option('--format <format>', 'of the files (default: by the map, the name, else the first bytes)').choices([
        'ndjson',
        'csv',
      ]),
    )
    .option('--max-line <bytes>', 'longest line that is read', parseBytes, MAX_LINE_BYTES)
    .option('--json', 'for programs: the report at the end as one line on standard error, evidence as JSON')
    .option('--progress', 'a progress bar (default: on a terminal)')
    .option('--no-progress', 'none')
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function parseWhole(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('expected a whole number.')
}

function parseBytes(value: string): number {
  const bytes = Number(value)
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes
  throw new InvalidArgumentError('expected a whole number of bytes above 0.')
}
