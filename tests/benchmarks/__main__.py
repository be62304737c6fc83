"""Every benchmark, one after the other: `make bench`."""

from tests.benchmarks import bench_acknowledge, bench_encoder, bench_reading

if __name__ == "__main__":
    bench_acknowledge.main()
    bench_encoder.main()
    bench_reading.main()
