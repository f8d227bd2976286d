# Tenantry as an image: for `tenantry serve` in a cluster, and for CI systems that run commands in images. It runs as a user without
# rights on a read-only root; what it keeps is in /var/lib/tenantry.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=10001 --group=10001 /var/lib/tenantry
COPY --from=build /src/package.json /opt/tenantry/
COPY --from=build /src/node_modules /opt/tenantry/node_modules
COPY --from=build /src/build /opt/tenantry/build
COPY --from=build /src/schema /opt/tenantry/schema
ENV NODE_ENV=production HOME=/var/lib/tenantry
USER 10001:10001
WORKDIR /var/lib/tenantry
EXPOSE 8080 9464
ENTRYPOINT ["node", "/opt/tenantry/build/cli/main.js"]
CMD ["--help"]
