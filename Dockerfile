# One image for the migration job, the api and the worker; the command says which.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24.11.1-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY rulebooks ./rulebooks
COPY locales ./locales
COPY web/assets ./web/assets
COPY --from=build /app/dist ./dist
USER node
CMD ["node", "--enable-source-maps", "--max-semi-space-size=32", "dist/api/main.js"]
