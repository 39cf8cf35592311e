# Shilu in a container. The network is needed to build it and never to run it:
#
#   docker build -t shilu .
#   docker run --rm --network none -v "$PWD:/work" shilu extract pages --out OUT
#
# The output belongs to whoever runs it: add `--user "$(id -u):$(id -g)"` on Linux.

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN pip install --no-cache-dir uv
COPY pyproject.toml uv.lock README.md LICENSE NOTICE ./
COPY src src
COPY extract extract
COPY schemas schemas
# What uv.lock pins, nothing newer; all extras but those for more than one machine. Compiled here, since who runs it may
# not write there, and every start would compile it anew.
RUN UV_PROJECT_ENVIRONMENT=/opt/shilu uv sync --frozen --no-dev --no-editable --compile-bytecode \
      --extra xlsx --extra duckdb --extra parquet --extra pandas --extra postgres --extra pdf --extra ocr --extra fast --extra html

FROM python:3.13-slim-bookworm
# OpenCV, which reads pictures for the extra `ocr`, needs these two.
RUN apt-get update && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/shilu /opt/shilu
ENV PATH=/opt/shilu/bin:$PATH PYTHONUTF8=1 HOME=/tmp
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENTRYPOINT ["shilu"]
CMD ["--help"]
