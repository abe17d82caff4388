# Tieup in a container: the library lies in the volume /data, the token comes from the environment.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY bot bot
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
# The pictures are written with it: Latin, Greek and Cyrillic as well as Chinese, Japanese and Korean names.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 tieup && mkdir /data && chown tieup /data
COPY --from=build /venv /venv
COPY seeds /app/seeds
WORKDIR /app
USER tieup
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/tieup.sqlite3 SEEDS=/app/seeds
VOLUME /data
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
