import type { Server } from 'node:http';
import type { WebSocketServer } from 'ws';

/** Opens a server to this machine only. Rejects when the port is taken. */
export const listenLocally = (
  http: Server,
  sockets: WebSocketServer,
  port: number,
): Promise<void> =>
  new Promise((resolve, reject) => {
    // it repeats the errors of the server below, which are heard here already
    sockets.on('error', () => undefined);
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      resolve();
    });
  });

/** Cuts every connection and closes the port. */
export const closeServer = (http: Server, sockets: WebSocketServer): Promise<void> =>
  new Promise((resolve) => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    http.close(() => resolve());
    http.closeAllConnections();
  });
