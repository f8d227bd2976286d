// A client of the YAML language server, as editors are: the server runs as a process of its own and speaks the Language Server
// Protocol 3.17 (microsoft.github.io/language-server-protocol) on its streams.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** From 0, as the protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface CompletionItem {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string | { readonly value: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const program = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');

export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #diagnostics = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  readonly telemetry: unknown[] = [];
  #rest = Buffer.alloc(0);
  #lastId = 0;

  private constructor(settings: Readonly<Record<string, unknown>>) {
    this.#settings = settings;
    this.#process = spawn(process.execPath, [program, '--stdio']);
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  /** Starts the server with the settings of an editor, by section, and the folder that it has open. */
  static async start(settings: Readonly<Record<string, unknown>>, folder?: string): Promise<LanguageServer> {
    const server = new LanguageServer(settings);
    const capabilities = {
      workspace: { configuration: true },
      textDocument: { hover: { contentFormat: ['markdown'] } },
    };
    const rootUri = folder === undefined ? null : pathToFileURL(folder).href;
    const workspaceFolders = rootUri === null ? [] : [{ uri: rootUri, name: 'platform' }];
    await server.#request('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** Opens a file that need not be on the disk, once; gives what the server finds in it. */
  open(path: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(path).href;
    const found = new Promise<readonly Diagnostic[]>((resolve) => this.#diagnostics.set(uri, resolve));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return found;
  }

  async complete(path: string, position: Position): Promise<readonly CompletionItem[]> {
    const { items } = (await this.#ask('completion', path, position)) as { items: readonly CompletionItem[] };
    return items;
  }

  /** The text that is shown; empty where there is none. */
  async hover(path: string, position: Position): Promise<string> {
    const answer = (await this.#ask('hover', path, position)) as { contents: { value: string } } | null;
    return answer?.contents.value ?? '';
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.on('close', resolve));
    await this.#request('shutdown', undefined);
    this.#send({ method: 'exit' });
    await ended;
  }

  #ask(what: 'completion' | 'hover', path: string, position: Position): Promise<unknown> {
    return this.#request(`textDocument/${what}`, { textDocument: { uri: pathToFileURL(path).href }, position });
  }

  #request(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error.message)),
      );
    });
    this.#send({ id, method, params });
    return answer;
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** Messages may come in pieces, or several at once. */
  #receive(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const headerEnd = this.#rest.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/i.exec(this.#rest.toString('latin1', 0, Math.max(headerEnd, 0)))?.[1],
      );
      if (headerEnd < 0 || this.#rest.length < headerEnd + 4 + length) return;
      const end = headerEnd + 4 + length;
      const message: Message = JSON.parse(this.#rest.toString('utf8', headerEnd + 4, end));
      this.#rest = this.#rest.subarray(end);
      this.#handle(message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) this.#answers.get(id ?? 0)?.(message);
    else if (id !== undefined) this.#send({ id, result: this.#answerTo(method, params) });
    else if (method === 'telemetry/event') this.telemetry.push(params);
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.#diagnostics.get(uri)?.(diagnostics);
    }
  }

  /** The server asks for its settings, and for nothing else that needs more than an empty answer. */
  #answerTo(method: string, params: unknown): unknown {
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { items: readonly { section: string }[] };
    return items.map(({ section }) => this.#settings[section] ?? null);
  }
}
