// A way to a cluster that can be cut and mended: a port of our own before the API server's, in a kubeconfig of its own.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';

export interface TcpProxy {
  readonly kubeconfig: string;
  cut(): void;
  /** On the same port. */
  mend(): Promise<void>;
}

/** The API server's certificate must be good for 127.0.0.1. */
export async function startTcpProxy(kubeconfig: string): Promise<TcpProxy> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const target = new URL(config.getCurrentCluster()?.server ?? '');
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (port: number) => {
    const made = createServer((near) => {
      const far = connect(Number(target.port || 443), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {}).on('close', () => [near, far].map((each) => each.destroy()));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((ready) => made.listen(port, '127.0.0.1', ready));
    server = made;
    return (made.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const path = join(mkdtempSync(join(tmpdir(), 'tenantry-e2e-proxy-')), 'kubeconfig');
  const text = config.exportConfig().replaceAll(target.host, `127.0.0.1:${port}`);
  writeFileSync(path, text, { mode: 0o600 });
  return {
    kubeconfig: path,
    cut: () => {
      server?.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: async () => void (await listen(port)),
  };
}
