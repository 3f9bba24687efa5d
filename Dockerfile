# docker build -t feeds . && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" feeds build
FROM python:3.13-bookworm@sha256:07bf1bd38e191e3ed18b5f3eb0006d5ab260cb8c967f49d3bf947e5c2e44d8a9
COPY . /src
RUN pip install --no-cache-dir --require-hashes -r /src/requirements/build.txt \
 && pip install --no-cache-dir --require-hashes --no-build-isolation -r /src/requirements/run.txt \
 && pip install --no-cache-dir --no-deps --no-build-isolation /src
WORKDIR /work
ENTRYPOINT ["feeds"]
